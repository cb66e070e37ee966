using LCam.Tests.Shared;
using LCam.Weights;
using TorchSharp;

namespace LCam.Tests.Weights;

public sealed class PthFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_written_file_is_read_back()
    {
        using var weights = new StateDict();
        weights.Add("b.weight", torch.arange(6, torch.float32).reshape(2, 3));
        weights.Add("count", torch.tensor(7L));
        weights.Add("empty", torch.zeros(0, 4));
        weights.Metadata["epoch"] = "12";
        weights.Metadata["arch"] = "resnet";
        WeightFile.Write(_folder.File("a.pth.tar"), weights);

        using var read = WeightFile.Read(_folder.File("a.pth.tar"));

        Assert.Equal(weights.Names, read.Names);
        Assert.Equal(new float[] { 0, 1, 2, 3, 4, 5 }, read["b.weight"].data<float>().ToArray());
        Assert.Equal(7L, read["count"].item<long>());
        Assert.Equal([0L, 4L], read["empty"].shape);
        Assert.Equal("12", read.Metadata["epoch"]);
        Assert.Equal("resnet", read.Metadata["arch"]);
    }

    [Fact]
    public void The_same_weights_give_the_same_bytes()
    {
        using var weights = new StateDict();
        weights.Add("b", torch.arange(5, torch.float64));
        PthFile.Write(_folder.File("1"), weights);
        PthFile.Write(_folder.File("2"), weights);
        Assert.Equal(File.ReadAllBytes(_folder.File("1")), File.ReadAllBytes(_folder.File("2")));
    }

    [Fact]
    public void Strides_offsets_shared_storages_and_scalars_are_honoured()
    {
        var pickle = new PickleBytes().Raw("}(")
            .Text("transposed").Tensor("0", 6, [3, 2], [1, 3])
            .Text("tail").Tensor("0", 6, [2], [1], offset: 4)
            .Text("scalar").Tensor("0", 6, [], [], offset: 5)
            .Text("expanded").Tensor("0", 6, [3], [0], offset: 1)
            .Raw("u").Finished;
        using var read = Read(PthFiles.Zip(pickle, ("0", PthFiles.Floats(0, 1, 2, 3, 4, 5))));
        Assert.Equal(new float[] { 0, 3, 1, 4, 2, 5 }, read["transposed"].data<float>().ToArray());
        Assert.True(read["transposed"].is_contiguous());
        Assert.Equal([4f, 5f], read["tail"].data<float>().ToArray());
        Assert.Equal(5f, read["scalar"].item<float>());
        Assert.Equal([1f, 1f, 1f], read["expanded"].data<float>().ToArray());
    }

    [Fact]
    public void A_snapshot_is_unwrapped_without_the_parallel_prefix_and_keeps_its_scalars()
    {
        var pickle = new PickleBytes().Raw("}(").Text("epoch").Int(3).Text("best").Raw("G\u003f\u00e0\0\0\0\0\0\0").Text("none").Raw("N")
            .Text("optimizer").Raw("}").Text("exp_avg").Tensor("1", 1, [1], [1]).Raw("s")
            .Text("state_dict").Raw("}(").Text("module.w").Tensor("0", 2, [2], [1]).Raw("u").Raw("u").Finished;
        using var read = Read(PthFiles.Zip(pickle, ("0", PthFiles.Floats(1, 2)), ("1", PthFiles.Floats(9))));
        Assert.Equal(["w"], read.Names);
        Assert.Equal(["best=0.5", "epoch=3"], read.Metadata.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void A_legacy_file_with_a_storage_view_is_read()
    {
        var pickle = new PickleBytes().Raw("ccollections\nOrderedDict\n)R(")
            .Text("whole").Tensor("9", 4, [2, 2], [2, 1], view: bytes => bytes.Raw("N"))
            .Text("view").Tensor("9", 4, [2], [1], offset: 0, view: bytes => bytes.Raw("(").Text("10").Int(2).Int(2).Raw("t"))
            .Text("half").Tensor("11", 1, [1], [1], type: "HalfStorage", view: bytes => bytes.Raw("N"))
            .Raw("u}").Text("_metadata").Raw("}sb").Finished;
        var file = PthFiles.Legacy(pickle, ("9", 4, PthFiles.Floats(1, 2, 3, 4)), ("11", 1, BitConverter.GetBytes((Half)0.5)));
        using var read = Read(file);
        Assert.Equal([1f, 2f, 3f, 4f], read["whole"].data<float>().ToArray());
        Assert.Equal([3f, 4f], read["view"].data<float>().ToArray());
        Assert.Equal(torch.ScalarType.Float16, read["half"].dtype);
        Assert.Equal(0.5f, read["half"].to(torch.float32).item<float>());
        Assert.Equal(WeightFormat.PyTorchLegacy, WeightFile.ReadHeader(_folder.File("file")).Format);
    }

    [Fact]
    public void A_numpy_scalar_beside_the_weights_is_metadata()
    {
        var pickle = new PickleBytes().Raw("}(").Text("acc")
            .Raw("cnumpy.core.multiarray\nscalar\n(cnumpy\ndtype\n(").Text("f8").Raw("\u0089\u0088tR(").Int(3).Text("<").Raw("NNN").Int(-1).Int(-1).Int(0)
            .Raw("tbc_codecs\nencode\n(").Text("\0\0\0\0\0\0\u00f8\u003f").Text("latin1").Raw("tRtR")
            .Text("state_dict").Raw("}").Text("w").Tensor("0", 1, [1], [1]).Raw("su").Finished;
        using var read = Read(PthFiles.Zip(pickle, ("0", PthFiles.Floats(1))));
        Assert.Equal("1.5", read.Metadata["acc"]);
    }

    [SharedDataFact]
    public void A_file_by_PyTorch_is_read_whole()
    {
        var path = SharedData.Path("weights", "resnet50.pth");
        var header = WeightFile.ReadHeader(path);
        Assert.Equal(WeightFormat.PyTorchZip, header.Format);
        Assert.Equal(320, header.Entries.Count);
        Assert.Equal("conv1.weight float32 64x3x7x7", header.Entries[0].ToString());
        Assert.Equal(52, header.Entries.Count(entry => entry.DataType == torch.ScalarType.Float16));

        using var weights = WeightFile.Read(path);

        Assert.Equal(header.Entries.Select(entry => entry.ToString()), weights.Summaries().Select(entry => entry.ToString()));
        Assert.True(weights["bn1.running_mean"].count_nonzero().item<long>() == 0);
        Assert.True(weights.All(entry => !entry.Value.is_floating_point() || entry.Value.isfinite().all().item<bool>()));
    }

    public void Dispose() => _folder.Dispose();

    private StateDict Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("file"), bytes);
        return WeightFile.Read(_folder.File("file"));
    }
}
