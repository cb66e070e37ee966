using System.Text.Json.Nodes;
using LCam.Images;
using LCam.Visuals;

namespace LCam.EndToEnd.Tests;

/// <summary>The explaining verb on a narrow random network.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly Lcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public async Task Every_explainer_leaves_an_overlay_a_map_and_a_tile_of_the_contact_sheet()
    {
        Samples.Weights(_lcam);
        Samples.Images(_lcam, 2);
        Samples.Text(_lcam, "names.txt", "ant\nbee\ncat\ndog\neel\n");
        var before = _lcam.Files();
        var result = await Explain("images/0000.png", "images/0001.png", "--explainer", "grad-cam,rise:masks=6,batch-size=3", "--explainer", "all-ones", "--names", "names.txt", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());

        string[] keys = ["all-ones", "grad-cam", "rise"];
        string[] expected =
        [
            "out",
            .. new[] { "0000", "0001" }.SelectMany(name => keys.SelectMany(key => new[] { $"out/{name}.{key}.map.png", $"out/{name}.{key}.overlay.png" })),
            "out/contact-sheet.png",
        ];
        Assert.Equal(expected, _lcam.Files().Except(before));

        var json = JsonNode.Parse(result.Out)!;
        var image = json["images"]![1]!;
        Assert.Equal(5, image["top"]!.AsArray().Count);
        Assert.InRange(image["top"]!.AsArray().Sum(seen => (double)seen!["confidence"]!), 0.9999, 1.0001);
        Assert.Equal((int)image["top"]![0]!["class"]!, (int)image["explained"]!["class"]!);
        Assert.Equal(new[] { "ant", "bee", "cat", "dog", "eel" }[(int)image["explained"]!["class"]!], (string?)image["explained"]!["name"]);
        Assert.Equal(6, (int)image["maps"]![1]!["parameters"]!["masks"]!);

        // The control is used as it is: white, and the overlay is half the image and half the scale's end.
        Assert.All(PngFile.ReadGray(_lcam.PathOf("out", "0001.all-ones.map.png")).Pixels, grey => Assert.Equal(255, grey));
        var crop = ImageLoader.ForEvaluation(_lcam.PathOf("images", "0001.png"), 36, 32);
        var map = PngFile.ReadGray(_lcam.PathOf("out", "0001.rise.map.png"));
        Assert.Equal((0, 255), (map.Pixels.Min(), map.Pixels.Max()));
        var overlay = Overlay.Blend(crop, map, ColourMaps.Find("jet"), 0.5);
        Assert.Equal(overlay.Pixels, ImageDecoder.Decode(_lcam.PathOf("out", "0001.rise.overlay.png")).Pixels);

        var layout = new ContactSheetLayout(4, 2, 32);
        var sheet = ImageDecoder.Decode(_lcam.PathOf("out", "contact-sheet.png"));
        Assert.Equal((layout.Width, layout.Height), (sheet.Width, sheet.Height));
        AssertTile(sheet, layout, 1, 0, crop);
        AssertTile(sheet, layout, 1, 2, overlay);
    }

    [Fact]
    public async Task A_chosen_class_is_explained_in_words_and_existing_files_are_kept_unless_forced()
    {
        Samples.Weights(_lcam);
        Samples.Images(_lcam, 1);
        var first = await Explain("images/0000.png", "--class", "3", "--colours", "viridis");
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("Grad-CAM of class 3: 0.", first.Out, StringComparison.Ordinal);
        Assert.Contains("out/0000.grad-cam.overlay.png\n", first.Out, StringComparison.Ordinal);

        var bytes = File.ReadAllBytes(_lcam.PathOf("out", "0000.grad-cam.overlay.png"));
        (await Explain("images/0000.png", "--class", "4")).AssertRefused(2, "0000.grad-cam.overlay.png, 0000.grad-cam.map.png, contact-sheet.png are in out already (--force replaces files)");
        Assert.Equal(bytes, File.ReadAllBytes(_lcam.PathOf("out", "0000.grad-cam.overlay.png")));
        var forced = await Explain("images/0000.png", "--class", "4", "--force");
        Assert.True(forced.ExitCode == 0, forced.ToString());
        Assert.NotEqual(bytes, File.ReadAllBytes(_lcam.PathOf("out", "0000.grad-cam.overlay.png")));
        Assert.Equal(3, Directory.GetFileSystemEntries(_lcam.PathOf("out")).Length);
    }

    [Fact]
    public async Task Images_of_one_name_and_an_explainer_with_two_settings_do_not_collide()
    {
        Samples.Weights(_lcam);
        Samples.Images(_lcam, 1);
        Samples.Images(_lcam, 1, "others");
        var result = await Explain("images/0000.png", "others/0000.png", "--explainer", "rise:masks=2,rise:masks=3");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            ["images-0000.png.rise-2.map.png", "images-0000.png.rise.map.png", "others-0000.png.rise-2.map.png", "others-0000.png.rise.map.png"],
            Directory.GetFiles(_lcam.PathOf("out"), "*.map.png").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(2, "--class: is 5 (the classifier has the classes 0 to 4)", "images/0000.png", "--class", "5")]
    [InlineData(2, "--class: '-1' is not a whole number from 0 on", "images/0000.png", "--class", "-1")]
    [InlineData(2, "'grad-camm' is no known explainer (did you mean grad-cam?)", "images/0000.png", "--explainer", "grad-camm")]
    [InlineData(2, "rise has no parameter 'mask' (did you mean masks?)", "images/0000.png", "--explainer", "rise:mask=3")]
    [InlineData(2, "rise.masks: '0' is not a whole number from 1", "images/0000.png", "--explainer", "rise:masks=0")]
    [InlineData(2, "rise.masks: 'many' is not a whole number from 1", "images/0000.png", "--explainer", "rise:masks=many")]
    [InlineData(2, "'masks' of rise has no value", "images/0000.png", "--explainer", "rise:masks")]
    [InlineData(2, "grad-cam is named twice", "images/0000.png", "--explainer", "grad-cam,grad-cam")]
    [InlineData(2, "l-cam explains with a trained attention mechanism (name its training with --run)", "images/0000.png", "--explainer", "l-cam")]
    [InlineData(5, "none.safetensors: there is no such weight file", "images/0000.png", "--explainer", "rise:mask-file=none.safetensors")]
    [InlineData(5, "images/none.png: there is no such file", "images/none.png")]
    [InlineData(2, "images: this is a folder, not a file", "images")]
    [InlineData(2, "broken.png: this is no image", "broken.png")]
    [InlineData(2, "the image is named twice", "images/0000.png", "images/../images/0000.png")]
    [InlineData(5, "none.pth: there is no such weight file", "images/0000.png", "--weights", "none.pth")]
    [InlineData(2, "fc.bias", "images/0000.png", "--weights", "other.safetensors")]
    [InlineData(2, "'resnet51' is no known backbone (did you mean resnet50?)", "images/0000.png", "--backbone", "resnet51")]
    [InlineData(2, "--crop-size: '8' is not a whole number from 32 to 4096", "images/0000.png", "--crop-size", "8")]
    [InlineData(2, "names.txt: has 2 names, the classifier has 5 classes", "images/0000.png", "--names", "names.txt")]
    [InlineData(2, "names.txt:2: the line is empty", "images/0000.png", "--names", "names.txt")]
    [InlineData(5, "none.txt: there is no such file of class names", "images/0000.png", "--names", "none.txt")]
    [InlineData(2, "'hot' is no known colour scale (known: jet, viridis)", "images/0000.png", "--colours", "hot")]
    [InlineData(2, "--opacity: '1.5' is not a number from 0 to 1", "images/0000.png", "--opacity", "1.5")]
    [InlineData(2, "names.txt is a file, not a folder", "images/0000.png", "--output", "names.txt")]
    [InlineData(2, "names.txt is a file, not a folder", "images/0000.png", "--output", "names.txt/below")]
    [InlineData(1, "/proc/none: cannot be written", "images/0000.png", "--output", "/proc/none")]
    [InlineData(2, "there is no store here", "images/0000.png", "--run", "0123")]
    [InlineData(2, "none.png: there is no such file", "none.png", "--run", "0123")]
    [InlineData(2, "1 images by 10 explainers make too large a contact sheet", "images/0000.png", "--input-size", "4096", "--crop-size", "4096", "--explainer", "rise:masks=1,rise:masks=2,rise:masks=3,rise:masks=4,rise:masks=5,rise:masks=6,rise:masks=7,rise:masks=8,rise:masks=9,rise:masks=10")]
    [InlineData(2, "--device: gpu is no device", "images/0000.png", "--device", "gpu")]
    [InlineData(2, "--threads: '0' is not a whole number from 1 to 1024", "images/0000.png", "--threads", "0")]
    public async Task Whatever_is_wrong_with_an_explanation_is_said_and_nothing_is_left(int exitCode, string message, params string[] args)
    {
        Samples.Weights(_lcam);
        Samples.Weights(_lcam, "other.safetensors", name => name != "fc.bias");
        Samples.Images(_lcam, 1);
        Samples.Text(_lcam, "broken.png", "not an image");
        Samples.Text(_lcam, "names.txt", "ant\n\n");
        var before = _lcam.Files();
        (await Explain(args)).AssertRefused(exitCode, message);
        Assert.Equal(before, _lcam.Files());
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        Samples.Weights(_lcam);
        var result = await Explain("none.png", "--class", "7", "--explainer", "grad-cem,rise:masks=0,grid=1", "--colours", "hot", "--names", "none.txt");
        result.AssertRefused(2, "none.png: there is no such file");
        Assert.Equal(7, result.Error.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task An_interrupted_explanation_leaves_nothing()
    {
        Samples.Weights(_lcam);
        Samples.Images(_lcam, 60);
        var before = _lcam.Files();
        var images = Enumerable.Range(0, 60).Select(index => FormattableString.Invariant($"images/{index:D4}.png"));
        var result = await _lcam.RunAndSignal(
            Lcam.Interrupt,
            line => line.StartsWith("explaining", StringComparison.Ordinal),
            Line([.. images, "--explainer", "rise:masks=60,score-cam,input-gradient"]));
        Assert.True(result.ExitCode == 75, result.ToString());
        Assert.Equal(before, _lcam.Files());
    }

    [Fact]
    public async Task Without_a_run_backbone_and_weights_are_asked_for()
    {
        Samples.Images(_lcam, 1);
        var result = await _lcam.Run("explain", "images/0000.png", "--output", "out");
        result.AssertRefused(2, "--backbone: is needed to know the classifier");
        Assert.Contains("--weights: is needed to know the classifier", result.Error, StringComparison.Ordinal);
    }

    private Task<LcamResult> Explain(params string[] args) => _lcam.Run(Line(args));

    private static string[] Line(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--backbone"] = "resnet50",
            ["--weights"] = "weights.safetensors",
            ["--classes"] = "5",
            ["--width"] = Samples.Width,
            ["--input-size"] = "36",
            ["--crop-size"] = "32",
            ["--threads"] = "1",
            ["--device"] = "cpu",
            ["--output"] = "out",
        };
        string[] more = [.. options.Where(option => !args.Contains(option.Key)).SelectMany(option => new[] { option.Key, option.Value })];
        return ["explain", .. args, .. more];
    }

    private static void AssertTile(RgbImage sheet, ContactSheetLayout layout, int row, int column, RgbImage expected)
    {
        for (var y = 0; y < expected.Height; y++)
        {
            var start = (((layout.TileTop(row) + y) * sheet.Width) + layout.Left(column)) * 3;
            Assert.True(sheet.Pixels.AsSpan(start, expected.Width * 3).SequenceEqual(expected.Pixels.AsSpan(y * expected.Width * 3, expected.Width * 3)));
        }
    }
}
