namespace LCam.Cli.Tests;

/// <summary>What is wrong with a check of predictions is said before anything is predicted.</summary>
public sealed class DataCheckPredictionsRefusalTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("architecture", 2, "'resnet51' is no known backbone (did you mean resnet50?)")]
    [InlineData("sizes", 2, "--batch-size: '0'", "--crop-size: '-8'")]
    [InlineData("rounding", 2, "--rounding: '-1' is not a number from 0 to 1")]
    [InlineData("threads", 2, "--threads: '0'")]
    [InlineData("device", 2, "--device: gpu is no device")]
    [InlineData("weights", 5, "none.pth: there is no such weight file")]
    [InlineData("damaged-weights", 2, "list.txt: ")]
    [InlineData("no-folder", 5, "there is no such image folder")]
    [InlineData("no-list", 5, "none.txt: there is no such file")]
    [InlineData("no-truth", 5, "none.txt: there is no such file")]
    [InlineData("missing-image", 5, "list.txt:3: 0007.png: there is no such file")]
    [InlineData("label", 2, "list.txt:3: the label 5 is not in 0..4")]
    [InlineData("contradiction", 2, "list.txt:3: 0000.png has the label 2 here and 1 in line 1")]
    [InlineData("truth-contradiction", 2, "truth.txt:3: 0000.png has the label 4 here and 1 in line 1")]
    [InlineData("truth-lacks", 2, "list.txt:2: 0001.png is not in truth.txt")]
    [InlineData("list-lacks", 2, "truth.txt:3: 0002.png is not in list.txt")]
    [InlineData("many", 5, "none.pth", "list.txt:3: 0007.png", "none.txt: there is no such file")]
    public void Whatever_is_wrong_is_said_at_once_before_the_numeric_library_is_loaded(string fault, int exitCode, params string[] messages)
    {
        _lcam.HasNumericLibrary = false;
        var (images, weights) = (Samples.Images(_lcam, 3), Samples.Weights(_lcam));
        var third = fault switch { "missing-image" or "many" => "0007.png 1", "label" => "0002.png 5", "contradiction" => "0000.png 2", _ => "" };
        Samples.Text(_lcam, "list.txt", $"0000.png 1\n0001.png 2\n{third}\n");
        var truth = fault switch
        {
            "truth-contradiction" => "0000.png 1\n0001.png 2\n0000.png 4\n",
            "truth-lacks" => "0000.png 1\n",
            "list-lacks" => "0000.png 1\n0001.png 2\n0002.png 4\n",
            _ => "0000.png 1\n0001.png 2\n",
        };
        Samples.Text(_lcam, "truth.txt", truth);
        string[] more = fault switch
        {
            "architecture" => ["--architecture", "resnet51"],
            "sizes" => ["--batch-size", "0", "--crop-size", "-8"],
            "rounding" => ["--rounding", "-1"],
            "threads" => ["--threads", "0"],
            "device" => ["--device", "gpu"],
            "weights" => ["--weights", "none.pth"],
            "damaged-weights" => ["--weights", "list.txt"],
            "no-folder" => ["--images", "none"],
            "no-list" => ["--list", "none.txt"],
            "no-truth" => ["--truth", "none.txt"],
            "many" => ["--weights", "none.pth", "--truth", "none.txt"],
            _ when fault.Contains("lacks", StringComparison.Ordinal) || fault.StartsWith("truth", StringComparison.Ordinal) => ["--truth", "truth.txt"],
            _ => [],
        };
        var before = _lcam.Files();
        var result = Check(images, weights, more);
        Assert.All(messages, message => result.AssertRefused(exitCode, message));
        Assert.Equal(before, _lcam.Files());
    }

    [Fact]
    public void Weights_of_another_network_and_broken_images_are_named()
    {
        var (images, weights) = (Samples.Images(_lcam, 1), Samples.Weights(_lcam));
        Samples.Text(_lcam, "list.txt", "0000.png 1\nbroken.png 2\n");
        Samples.Text(_lcam, "images/broken.png", "not an image");
        Check(images, weights).AssertRefused(2, "list.txt:2: broken.png: this is no image");
        Check(images, weights, "--classes", "6").AssertRefused(2, "5 classes");
    }

    private static string[] Line(string images, string weights, params string[] more) =>
        PredictionLine.Of("check-predictions", images, weights, ["--list", "list.txt", .. more]);

    private LcamResult Check(string images, string weights, params string[] more) => _lcam.Run(Line(images, weights, more));
}
