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

    [Fact]
    public async Task What_is_wrong_is_said_even_where_there_is_no_numeric_library()
    {
        _lcam.Environment["LCAM_LIBTORCH"] = "/nowhere";
        var (images, weights) = (Samples.Images(_lcam, 1), Samples.Weights(_lcam));
        Samples.Text(_lcam, "list.txt", "0000.png 1\n0007.png 1\n");
        (await Check(images, weights)).AssertRefused(5, "list.txt:2: 0007.png: there is no such file");
        Samples.Text(_lcam, "list.txt", "0000.png 1\n");
        (await Check(images, weights)).AssertRefused(1, "there is no libtorch.so in this folder");
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
