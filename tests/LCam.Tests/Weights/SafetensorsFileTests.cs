using System.Text;
using LCam.Problems;
using LCam.Tests.Shared;
using LCam.Weights;
using TorchSharp;

namespace LCam.Tests.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_was_written_is_read_back_in_order_with_metadata()
    {
        var path = _folder.File("a.safetensors");
        using var weights = new StateDict();
        weights.Add("z", torch.tensor(new[] { true, false, true }));
        weights.Add("a.weight", torch.arange(6, torch.float32).reshape(2, 3));
        weights.Add("scalar", torch.tensor(7L));
        weights.Add("empty", torch.zeros(0, 4));
        weights.Metadata["epoch"] = "3";
        SafetensorsFile.Write(path, weights);

        using var read = SafetensorsFile.Read(path);

        Assert.Equal(["z", "a.weight", "scalar", "empty"], read.Names);
        Assert.Equal("3", read.Metadata["epoch"]);
        Assert.Equal([2L, 3L], read["a.weight"].shape);
        Assert.Equal(new float[] { 0, 1, 2, 3, 4, 5 }, read["a.weight"].data<float>().ToArray());
        Assert.Equal(7L, read["scalar"].item<long>());
        Assert.Equal([true, false, true], read["z"].data<bool>().ToArray());
        Assert.Equal([0L, 4L], read["empty"].shape);
    }

    [Fact]
    public void The_same_weights_give_the_same_bytes()
    {
        using var weights = new StateDict();
        weights.Add("b", torch.arange(5, torch.float64));
        weights.Metadata["k"] = "v";
        SafetensorsFile.Write(_folder.File("1"), weights);
        SafetensorsFile.Write(_folder.File("2"), weights);
        Assert.Equal(File.ReadAllBytes(_folder.File("1")), File.ReadAllBytes(_folder.File("2")));
    }

    [Fact]
    public void Every_lie_of_a_header_is_named_at_once()
    {
        var path = Write(
            """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"F9","shape":[1],"data_offsets":[0,4]},
            "c":{"dtype":"U8","shape":[99],"data_offsets":[0,99]},"d":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]},
            "e":{"dtype":"U8","shape":[281474976710657,3],"data_offsets":[0,1]},"f":{"shape":[1]},
            "g":{"dtype":"U8","shape":[1],"data_offsets":[1,0]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}
            """,
            8);

        var failure = Assert.Throws<ProblemException>(() => SafetensorsFile.Read(path));

        Assert.Equal(ProblemKind.InvalidInput, failure.Kind);
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "a"], failure.Problems.Select(problem => problem.Where[(path.Length + 1)..]));
        Assert.Contains("F9", failure.Problems[1].What, StringComparison.Ordinal);
        Assert.Contains("twice", failure.Problems[^1].What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[3],"data_offsets":[2,5]}}""", 5, "overlaps")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3, "hole")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 3, "2 bytes after")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 3, "outside the file")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "no text")]
    [InlineData("""{"a":""", 0, "not JSON")]
    [InlineData("""{"\ud800":1}""", 0, "not JSON")]
    [InlineData("[]", 0, "no JSON object")]
    public void A_wrong_header_is_refused(string json, int dataBytes, string expected)
    {
        var path = Write(json, dataBytes);
        var failure = Assert.Throws<ProblemException>(() => SafetensorsFile.ReadHeader(path));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused_before_memory_is_taken()
    {
        var path = _folder.File("long");
        File.WriteAllBytes(path, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, (byte)'{']);
        Assert.Throws<ProblemException>(() => SafetensorsFile.Read(path));
    }

    [Fact]
    public void A_missing_file_is_missing_data() =>
        Assert.Equal(ProblemKind.DataMissing, Assert.Throws<ProblemException>(() => SafetensorsFile.Read(_folder.File("none"))).Kind);

    [Fact]
    public void A_file_that_cannot_be_written_leaves_nothing_behind()
    {
        Directory.CreateDirectory(_folder.File("taken"));
        using var weights = new StateDict();
        var failure = Assert.Throws<ProblemException>(() => SafetensorsFile.Write(_folder.File("taken"), weights));
        Assert.Equal(ProblemKind.Environment, failure.Kind);
        Assert.Empty(Directory.GetFiles(_folder.File("."), ".*"));
    }

    [SharedDataFact]
    public void Files_by_another_implementation_are_read()
    {
        var paths = Directory.GetFiles(SharedData.Path("fixtures"), "*.safetensors");
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            using var weights = SafetensorsFile.Read(path);
            Assert.Equal(weights.Summaries(), SafetensorsFile.ReadHeader(path).Entries, (a, b) => a.ToString() == b.ToString());
            Assert.NotEmpty(weights);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string json, int dataBytes)
    {
        var path = _folder.File("lies.safetensors");
        var header = Encoding.UTF8.GetBytes(json);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[dataBytes]]);
        return path;
    }
}
