using System.Diagnostics;
using CsCheck;
using LCam.Weights;
using TorchSharp;

namespace LCam.Tests.Weights;

public sealed class RoundTripTests : IDisposable
{
    // Loads the file as torch.load does, with stand-ins for torch: pickle alone decides whether the structure is right.
    private const string PythonCheck =
        """
        import collections, pickle, sys, zipfile
        archive = zipfile.ZipFile(sys.argv[1])
        assert archive.testzip() is None
        class Unpickler(pickle.Unpickler):
            def find_class(self, module, name):
                if (module, name) == ('collections', 'OrderedDict'):
                    return collections.OrderedDict
                if (module, name) == ('torch._utils', '_rebuild_tensor_v2'):
                    return lambda storage, offset, size, stride, grad, hooks: (storage, offset, size, stride, grad, len(hooks))
                return module + '.' + name
            def persistent_load(self, pid):
                kind, type, key, location, count = pid
                return type, location, count, archive.getinfo('archive/data/' + key).file_size
        loaded = Unpickler(archive.open('archive/data.pkl')).load()
        print(archive.read('archive/version'), archive.read('archive/byteorder'), loaded['epoch'], list(loaded['state_dict'].items()))
        """;

    private static readonly Gen<(torch.ScalarType Type, long[] Shape, bool Transposed)[]> Entries = Gen.Select(
        Gen.Int[0, 9].Select(DataTypes.Supported.ElementAt), Gen.Long[0, 4].Array[0, 4], Gen.Bool).Array[0, 5];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Through_a_link_what_it_leads_to_is_written_in_the_format_that_its_own_name_says()
    {
        var (link, target) = (_folder.File("a.safetensors"), _folder.File("blob.pth"));
        File.CreateSymbolicLink(link, "blob.pth");
        using var weights = new StateDict();
        weights.Add("w", torch.zeros(2));

        WeightFile.Write(link, weights);

        Assert.Equal("blob.pth", new FileInfo(link).LinkTarget);
        Assert.Equal(WeightFormat.Safetensors, WeightFile.ReadHeader(target).Format);
    }

    [Theory]
    [InlineData("a.safetensors")]
    [InlineData("a.pth")]
    [InlineData("a.pth.tar")]
    public void Any_type_shape_and_stride_survives_writing_and_reading(string name) => Entries.Sample(
        entries =>
        {
            using var weights = new StateDict();
            foreach (var (index, (type, shape, transposed)) in entries.Index())
            {
                var tensor = torch.arange(shape.Aggregate(1L, (a, b) => a * b), torch.float32).reshape(shape).to(type);
                weights.Add($"é{index}.w", transposed && shape.Length > 1 ? tensor.transpose(0, 1) : tensor);
            }

            WeightFile.Write(_folder.File(name), weights);
            using var read = WeightFile.Read(_folder.File(name));
            Assert.Equal(weights.Names, read.Names);
            Assert.Equal(weights.Summaries().Select(Text), WeightFile.ReadHeader(_folder.File(name)).Entries.Select(Text));
            Assert.All(weights, entry => Assert.True(entry.Value.eq(read[entry.Key]).all().item<bool>() && read[entry.Key].is_contiguous()));
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void Python_unpickles_what_was_written()
    {
        using var weights = new StateDict();
        weights.Add("w", torch.ones(2, 3));
        weights.Metadata["epoch"] = "3";
        WeightFile.Write(_folder.File("a.pth.tar"), weights);
        var start = new ProcessStartInfo("python3", ["-c", PythonCheck, _folder.File("a.pth.tar")]) { RedirectStandardOutput = true };
        using var python = StartIfInstalled(start);
        if (python is not null)
        {
            Assert.Equal(
                @"b'3\n' b'little' 3 [('w', (('torch.FloatStorage', 'cpu', 6, 24), 0, (2, 3), (3, 1), False, 0))]",
                python.StandardOutput.ReadToEnd().Trim());
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Text(TensorSummary entry) => entry.ToString();

    private static Process? StartIfInstalled(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
