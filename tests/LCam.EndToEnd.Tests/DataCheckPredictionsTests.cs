using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LCam.EndToEnd.Tests;

public sealed partial class DataCheckPredictionsTests : IDisposable
{
    private const int Count = 7;

    private readonly Lcam _lcam = new();

    [Fact]
    public async Task A_list_is_equal_to_the_model_that_made_it_and_each_changed_line_is_named_with_its_margin()
    {
        var (images, weights) = (Samples.Images(_lcam, Count), Samples.Weights(_lcam));
        var labelled = await _lcam.Run(PredictionLine.Of("label", images, weights, "--output", "list.txt"));
        Assert.True(labelled.ExitCode == 0, labelled.ToString());
        var before = _lcam.Files();
        var equal = await Check(images, weights);
        Assert.True(equal.ExitCode == 0, equal.ToString());
        Assert.Equal("list.txt: 7 images, 7 equal, 0 different, 0 of them within rounding (margin up to 0.0001)\n", equal.Out);
        Assert.Contains("predicting the classes of 7 images on cpu", equal.Error, StringComparison.Ordinal);
        Assert.Equal(before, _lcam.Files());

        // The truth: right where the model is, but for the last two images.
        var lines = File.ReadAllLines(_lcam.PathOf("list.txt"));
        Samples.Text(_lcam, "truth.txt", string.Join('\n', lines.Select((line, row) => row < 5 ? line : Changed(line)).Reverse()));
        int[] changed = [2, 4, 7];
        File.WriteAllLines(_lcam.PathOf("list.txt"), lines.Select((line, row) => changed.Contains(row + 1) ? Changed(line) : line));
        var different = await Check(images, weights, "--truth", "truth.txt");
        Assert.True(different.ExitCode == 4, different.ToString());
        var printed = different.Out.TrimEnd('\n').Split('\n');
        Assert.Equal("list.txt: 7 images, 4 equal, 3 different, 0 of them within rounding (margin up to 0.0001)", printed[3]);
        Assert.Equal("truth.txt: of 7 images the list is right on 4, the model on 5", printed[4]);
        var differences = printed[..3].Select(line => Difference().Match(line)).ToArray();
        Assert.All(differences, match => Assert.True(match.Success, different.Out));
        Assert.Equal(changed, differences.Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Order());
        var margins = differences.Select(match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(margins.OrderDescending(), margins);
        Assert.True(margins[^1] > 1e-4, different.Out);

        var rounding = await Check(images, weights, "--rounding", "1");
        Assert.True(rounding.ExitCode == 0, rounding.ToString());
        Assert.Contains("3 different, 3 of them within rounding (margin up to 1)", rounding.Out, StringComparison.Ordinal);

        var json = JsonNode.Parse((await _lcam.Run([.. Line(images, weights, "--truth", "truth.txt"), "--json"])).Out)!;
        Assert.Equal((7, 4, 3, 0), ((int)json["images"]!, (int)json["equal"]!, (int)json["different"]!, (int)json["within-rounding"]!));
        Assert.Equal((false, 4, 5), ((bool)json["agrees"]!, (int)json["list-true"]!, (int)json["model-true"]!));
        Assert.Equal((3, 7), (json["differences"]!.AsArray().Count, json["predictions"]!.AsArray().Count));
        Assert.Equal(margins[0], (double)json["differences"]![0]!["margin"]!, 1e-6);
    }

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
    public async Task Whatever_is_wrong_is_said_at_once_before_the_numeric_library_is_loaded(string fault, int exitCode, params string[] messages)
    {
        _lcam.Environment["LCAM_LIBTORCH"] = "/nowhere";
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
        var result = await Check(images, weights, more);
        Assert.All(messages, message => result.AssertRefused(exitCode, message));
        Assert.Equal(before, _lcam.Files());
    }

    [Fact]
    public async Task Weights_of_another_network_and_broken_images_are_named()
    {
        var (images, weights) = (Samples.Images(_lcam, 1), Samples.Weights(_lcam));
        Samples.Text(_lcam, "list.txt", "0000.png 1\nbroken.png 2\n");
        Samples.Text(_lcam, "images/broken.png", "not an image");
        (await Check(images, weights)).AssertRefused(2, "list.txt:2: broken.png: this is no image");
        (await Check(images, weights, "--classes", "6")).AssertRefused(2, "5 classes");
    }

    [Fact]
    public async Task An_interrupted_check_says_so()
    {
        var (images, weights) = (Samples.Images(_lcam, 60), Samples.Weights(_lcam));
        Samples.LongList(_lcam, 60, "list.txt");
        var started = (string line) => line.StartsWith("predicting", StringComparison.Ordinal);
        var result = await _lcam.RunAndSignal(Lcam.Interrupt, started, Line(images, weights));
        result.AssertRefused(75, "lcam: interrupted");
    }

    public void Dispose() => _lcam.Dispose();

    [GeneratedRegex(@"^list\.txt:(\d+): \d{4}\.png: the list says \d \(0\.\d{6}\), the model \d \(0\.\d{6}\), margin (0\.\d{6})$")]
    private static partial Regex Difference();

    // The same image with the class after its own.
    private static string Changed(string line)
    {
        var parts = line.Split(' ');
        return FormattableString.Invariant($"{parts[0]} {(int.Parse(parts[1], CultureInfo.InvariantCulture) + 1) % Samples.Classes}");
    }

    private static string[] Line(string images, string weights, params string[] more) =>
        PredictionLine.Of("check-predictions", images, weights, ["--list", "list.txt", .. more]);

    private Task<LcamResult> Check(string images, string weights, params string[] more) => _lcam.Run(Line(images, weights, more));
}
