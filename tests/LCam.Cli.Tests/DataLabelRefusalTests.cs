namespace LCam.Cli.Tests;

/// <summary>What is wrong with a labelling is said, and no list is left.</summary>
public sealed class DataLabelRefusalTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("architecture", 2, "'resnet51' is no known backbone (did you mean resnet50?)")]
    [InlineData("sizes", 2, "--batch-size: '0' is not a whole number from 1 to 65536")]
    [InlineData("sizes", 2, "--crop-size: '-8' is not a whole number from 32 to 4096")]
    [InlineData("threads", 2, "--threads: '0'")]
    [InlineData("device", 2, "--device: gpu is no device")]
    [InlineData("classes", 2, "5 classes")]
    [InlineData("entries", 2, "fc.bias")]
    [InlineData("weights", 5, "none.pth: there is no such weight file")]
    [InlineData("empty-folder", 2, "holds no image file")]
    [InlineData("no-folder", 5, "there is no such image folder")]
    [InlineData("list", 2, "list.txt:1")]
    [InlineData("output", 2, "is there already")]
    [InlineData("output-folder", 2, "there is no such folder")]
    [InlineData("not-writable", 1, "cannot be written")]
    [InlineData("broken", 2, "0.png: this is no image")]
    public void Whatever_is_wrong_with_a_labelling_is_said_and_nothing_is_left(string fault, int exitCode, string message)
    {
        var images = fault == "no-folder" ? "none" : Samples.Images(_lcam, fault == "empty-folder" ? 0 : 3);
        var weights = fault == "weights" ? "none.pth" : Samples.Weights(_lcam, keep: name => fault != "entries" || name != "fc.bias");
        Samples.Text(_lcam, "list.txt", "0000.png\n");
        if (fault == "broken")
        {
            // The first of all: labels before it would be kept.
            Samples.Text(_lcam, "images/0.png", "not an image");
        }

        var output = fault switch { "output" => "list.txt", "output-folder" => "none/out.txt", "not-writable" => "/proc/out.txt", _ => "out.txt" };
        string[] more = fault switch
        {
            "architecture" => ["--architecture", "resnet51"],
            "sizes" => ["--batch-size", "0", "--crop-size", "-8"],
            "threads" => ["--threads", "0"],
            "device" => ["--device", "gpu"],
            "classes" => ["--classes", "6"],
            "list" => ["--list", "list.txt"],
            _ => [],
        };
        var before = _lcam.Files();
        var result = _lcam.Run(Line(images, weights, output, more));
        result.AssertRefused(exitCode, message);
        Assert.Equal(before, _lcam.Files());
    }

    private static string[] Line(string images, string weights, string output, params string[] more) =>
        PredictionLine.Of("label", images, weights, ["--output", output, .. more]);
}
