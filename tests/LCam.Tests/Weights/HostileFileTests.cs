using System.IO.Compression;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Tests.Weights;

public sealed class HostileFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("cos\nsystem\n(X\u0004\0\0\0truetR", "'os.system'")]
    [InlineData("U\u0002osU\u0006system\u0093(X\u0004\0\0\0truetR", "'os.system'")]
    [InlineData("c__builtin__\neval\n(U\u000211tR", "'__builtin__.eval'")]
    [InlineData("ctorch\nFloatStorage.__class__\n)R", "FloatStorage.__class__")]
    [InlineData("(ios\nsystem\n", "0x69")]
    [InlineData("(U\u0002osoR", "0x6f")]
    [InlineData("\u0082\u0001", "0x82")]
    [InlineData("]}b", "sets the state")]
    [InlineData("K\u0001)R", "calls something")]
    [InlineData("ctorch\nFloatStorage\n)R", "'torch.FloatStorage'")]
    [InlineData("(U\u0006moduletQ", "whole pickled model")]
    [InlineData("NQ", "no storage")]
    [InlineData("X\u00ff\u00ff\u00ff\u007f", "cut off")]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "cut off")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u007f", "far too long")]
    [InlineData("h\u0005", "never stored")]
    [InlineData("0", "empty stack")]
    [InlineData("t", "misses a mark")]
    [InlineData("}(U\u0001au", "no dict")]
    [InlineData("]q\0h\0a", "no dict")]
    [InlineData("}q\0U\u0001ah\0s", "no tensors")]
    [InlineData("X\u0001\0\0\0\u00ff", "UTF-8")]
    [InlineData("\u0080\u0009", "protocol 9")]
    [InlineData("N", "no dict")]
    public void A_hostile_pickle_is_refused_by_name(string instructions, string expected)
    {
        var pickle = new PickleBytes().Raw(instructions).Finished;
        Assert.Contains(expected, Refused(PthFiles.Zip(pickle)).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Refused(PthFiles.Legacy(pickle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_pickle_is_refused()
    {
        var failure = Refused(PthFiles.Zip(new PickleBytes().Raw(new string(']', 1_100_000)).Finished));
        Assert.Contains("too much on its stack", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_tensor_that_does_not_fit_its_storage_is_named_at_once()
    {
        var pickle = new PickleBytes().Raw("}(")
            .Text("fine").Tensor("0", 2, [2], [1])
            .Text("beyond").Tensor("0", 2, [2], [1], offset: 1)
            .Text("negative").Tensor("0", 2, [2], [-1], offset: 1)
            .Text("missing").Tensor("7", 2, [2], [1])
            .Text("short").Tensor("1", 2, [2], [1])
            .Text("other").Tensor("0", 2, [1], [1], type: "IntStorage")
            .Text("shape").Tensor("0", 2, [int.MaxValue, int.MaxValue], [0, 0])
            .Raw("u").Finished;
        var failure = Refused(PthFiles.Zip(pickle, ("0", PthFiles.Floats(1, 2)), ("1", PthFiles.Floats(1))));
        Assert.Equal(
            ["beyond", "negative", "missing", "short", "other", "shape"],
            failure.Problems.Select(problem => problem.Where.Split(':')[^1]));
    }

    [Fact]
    public void A_small_storage_expanded_to_gigabytes_is_refused()
    {
        var pickle = new PickleBytes().Raw("}").Text("w").Tensor("0", 1, [1 << 30, 8], [0, 0]).Raw("s").Finished;
        Assert.Contains("far more than", Refused(PthFiles.Zip(pickle, ("0", PthFiles.Floats(1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_entry_cannot_grow()
    {
        var pickle = new PickleBytes().Raw("}").Text("w").Tensor("0", 1 << 20, [1 << 20], [1]).Raw("s").Finished;
        var failure = Refused(PthFiles.Zip(pickle, CompressionLevel.Optimal, ("0", new byte[4 << 20])));
        Assert.Contains("compressed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_legacy_storage_that_claims_more_than_the_file_has_is_refused()
    {
        var pickle = new PickleBytes().Raw("}").Text("w").Tensor("0", 1 << 30, [1 << 30], [1], view: bytes => bytes.Raw("N")).Raw("s").Finished;
        var failure = Refused(PthFiles.Legacy(pickle, ("0", 1 << 30, PthFiles.Floats(1))));
        Assert.Contains("cut off", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("hello", "no weight file")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "Git LFS")]
    [InlineData("<!DOCTYPE html>", "web page")]
    public void A_file_that_is_something_else_is_recognised(string content, string expected)
    {
        File.WriteAllText(_folder.File("file"), content);
        var failure = Assert.Throws<ProblemException>(() => WeightFile.Read(_folder.File("file")));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ProblemException Refused(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("file"), bytes);
        var failure = Assert.Throws<ProblemException>(() => WeightFile.Read(_folder.File("file")));
        Assert.Throws<ProblemException>(() => WeightFile.ReadHeader(_folder.File("file")));
        Assert.Equal(ProblemKind.InvalidInput, failure.Kind);
        Assert.All(failure.Problems, problem => Assert.StartsWith(_folder.File("file"), problem.Where, StringComparison.Ordinal));
        return failure;
    }
}
