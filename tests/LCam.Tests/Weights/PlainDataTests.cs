using LCam.Problems;
using LCam.Weights;

namespace LCam.Tests.Weights;

public sealed class PlainDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("cargparse\nNamespace\n)\u0081}U\u0002lrK\u0001sb")]
    [InlineData("ctypes\nSimpleNamespace\n)R}U\u0002lrK\u0001sb")]
    [InlineData("ccopy_reg\n_reconstructor\n(cargparse\nNamespace\nc__builtin__\nobject\nNtR}U\u0002lrK\u0001sb")]
    [InlineData("ccollections\nCounter\n}K\u001eK\u0001s\u0085R")]
    [InlineData("ccollections\ndefaultdict\nc__builtin__\nlist\n\u0085RU\u0001a]s")]
    [InlineData("ccollections\ndeque\n)RK\u0001a")]
    [InlineData("ccollections\ndeque\n)K\u0005\u0086RK\u0001a")]
    [InlineData("c__builtin__\nset\n](K\u0001K\u0002e\u0085R")]
    [InlineData("cbuiltins\nfrozenset\n]\u0085R")]
    [InlineData("cdatetime\ndatetime\nc_codecs\nencode\n(X\u0003\0\0\0abcX\u0006\0\0\0latin1tR\u0085R")]
    [InlineData("cdatetime\ntimedelta\n(K\u0001K\0K\0tR")]
    [InlineData("cdecimal\nDecimal\nU\u00031.5\u0085R")]
    [InlineData("c__builtin__\nbytes\n)R")]
    [InlineData("ctorch\nfloat16\n")]
    [InlineData("ctorch\nSize\n(K\u0001K\u0002t\u0085R")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tc_codecs\nencode\n(X\u0001\0\0\0bX\u0006\0\0\0latin1tRtR(K\u0001(K\u0001tcnumpy\ndtype\n(U\u0002f8K\0K\u0001tR(K\u0003U\u0001<NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089U\u0008ABCDEFGHtb")]
    [InlineData("cnumpy.core.multiarray\nscalar\n(cnumpy\ndtype\n(U\u0002U2K\0K\u0001tRU\u0008abcdefghtR")]
    public void What_training_scripts_save_beside_the_weights_is_read_as_data(string instructions)
    {
        var header = Header(new PickleBytes().Raw("}(").Text("args").Raw(instructions).Text("state_dict").Network().Raw("u"));
        Assert.Equal("state_dict", header.Entry);
        Assert.Equal(Checkpoints.Count, header.Entries.Count);
    }

    [Theory]
    [InlineData("cpathlib\nPosixPath\n(U\u0001/U\u0004dataU\u0003nettR", "/data/net")]
    [InlineData("cpathlib._local\nWindowsPath\n(U\u0003c:\\U\u0004datatR", "c:\\data")]
    [InlineData("ctorch\ndevice\n(U\u0004cudaK\u0001tR", "cuda:1")]
    [InlineData("ctorch\ndevice\nU\u0003cpu\u0085R", "cpu")]
    [InlineData("cnumpy.core.multiarray\nscalar\n(cnumpy\ndtype\n(U\u0002u1K\0K\u0001tRU\u0001\u0007tR", "7")]
    public void A_path_a_device_and_a_number_are_metadata(string instructions, string expected)
    {
        var header = Header(new PickleBytes().Raw("}(").Text("what").Raw(instructions).Text("state_dict").Network().Raw("u"));
        Assert.Equal(expected, header.Metadata["what"]);
    }

    [Theory]
    [InlineData("cfunctools\npartial\n")]
    [InlineData("ctorchvision.models.resnet\nResNet\n)\u0081")]
    [InlineData("c__main__\nConfig\n)\u0081")]
    [InlineData("cbuiltins\ngetattr\n")]
    [InlineData("cpathlib\nPosixPath.unlink\n")]
    [InlineData("(U\u0006moduletQ")]
    public void Anything_else_is_refused_with_the_line_that_saves_the_weights_alone(string instructions)
    {
        File.WriteAllBytes(_folder.File("file"), new PickleBytes().Raw("}(").Text("state_dict").Network().Text("x").Raw(instructions).Raw("u").File());
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => WeightFile.Read(_folder.File("file"))).Problems);
        Assert.Contains("torch.save(model.state_dict(), 'weights.pth')", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cargparse\nNamespace\nK\u0001\u0085\u0081")]
    [InlineData("c__builtin__\nlist\n)R")]
    [InlineData("cpathlib\nPosixPath\nK\u0001\u0085R")]
    [InlineData("ccopy_reg\n_reconstructor\n(cnumpy\nndarray\nc__builtin__\nobject\nNtR")]
    public void A_plain_type_that_is_called_as_no_pickle_calls_it_is_refused(string instructions)
    {
        File.WriteAllBytes(_folder.File("file"), new PickleBytes().Raw("}(").Text("x").Raw(instructions).Text("state_dict").Network().Raw("u").File());
        Assert.Contains("calls '", Assert.Throws<ProblemException>(() => WeightFile.Read(_folder.File("file"))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private WeightHeader Header(PickleBytes pickle)
    {
        File.WriteAllBytes(_folder.File("file"), pickle.File());
        return WeightFile.ReadHeader(_folder.File("file"));
    }
}
