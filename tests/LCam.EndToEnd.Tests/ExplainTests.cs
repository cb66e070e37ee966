using System.Text.Json.Nodes;
using LCam.Explainers.Recorded;
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
        var result = await Explain("images/0000.png", "images/0001.png", "--explainer", "grad-cam,rise:masks=6,batch-size=3", "--explainer", "all-ones", "--names", "names.txt", "--maps", "npz", "--figure", "figure.pdf", "--percentage", "0.5", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());

        string[] keys = ["all-ones", "grad-cam", "rise"];
        string[] expected =
        [
            "out",
            .. new[] { "0000", "0001" }.SelectMany(name => keys.SelectMany(key => new[] { $"out/{name}.{key}.map.png", $"out/{name}.{key}.overlay.png" })),
            .. keys.Select(key => $"out/{key}.maps.npz"),
            "out/contact-sheet.png",
            "figure.pdf",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), _lcam.Files().Except(before).Order(StringComparer.Ordinal));

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
        using (var arrays = RecordedMaps.Open(_lcam.PathOf("out", "rise.maps.npz")))
        {
            Assert.Equal(map.Pixels, MapImage.Of(arrays.Read(1, "images/0001.png").Pixels, 32, 32).Pixels);
        }

        var overlay = Overlay.Blend(crop, map, ColourMaps.Find("jet"), 0.5);
        Assert.Equal(overlay.Pixels, ImageDecoder.Decode(_lcam.PathOf("out", "0001.rise.overlay.png")).Pixels);

        var sheet = ImageDecoder.Decode(_lcam.PathOf("out", "contact-sheet.png"));
        AssertTile(sheet, 0, crop);
        AssertTile(sheet, 2, overlay);

        Assert.Equal(_lcam.PathOf("figure.pdf"), (string?)json["figure"]);
        Assert.Equal(0.5, (double)json["percentage"]!);
        Assert.All(image["maps"]!.AsArray(), one => Assert.InRange((double)one!["after"]!, 1e-9, 1));
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

    [Fact]
    public async Task A_figure_alone_is_the_same_bytes_again_and_confidences_after_muting_are_those_of_evaluations()
    {
        Samples.Weights(_lcam);
        Samples.Images(_lcam, 1);
        Samples.Text(_lcam, "names.txt", "ant\nbee\ncat\n\u732b\neel\n");
        string[] line = ["images/0000.png", "--class", "3", "--names", "names.txt", "--explainer", "all-ones", "--json"];
        var before = _lcam.Files();
        var result = await _lcam.Run(ExplainLine.WithoutOutput([.. line, "--figure", "figures/a.svg"]));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["figures", "figures/a.svg"], _lcam.Files().Except(before).Order(StringComparer.Ordinal));
        Assert.Contains("the font has no \u732b, shown as ?", result.Error, StringComparison.Ordinal);

        // A map of ones of which nothing is muted leaves the image as it was.
        var image = JsonNode.Parse(result.Out)!["images"]![0]!;
        Assert.Equal((double)image["explained"]!["confidence"]!, (double)image["maps"]![0]!["after"]!, 6);
        Assert.Null(image["maps"]![0]!["overlay"]);
        var first = File.ReadAllBytes(_lcam.PathOf("figures", "a.svg"));
        Assert.True((await _lcam.Run(ExplainLine.WithoutOutput([.. line, "--figure", "figures/a.svg"]))).ExitCode == 0);
        Assert.Equal(first, File.ReadAllBytes(_lcam.PathOf("figures", "a.svg")));
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
            ExplainLine.Of([.. images, "--explainer", "rise:masks=60,score-cam,input-gradient"]));
        Assert.True(result.ExitCode == 75, result.ToString());
        Assert.Equal(before, _lcam.Files());
    }

    private Task<LcamResult> Explain(params string[] args) => _lcam.Run(ExplainLine.Of(args));

    // In whichever row.
    private static void AssertTile(RgbImage sheet, int column, RgbImage expected)
    {
        var style = FigureStyle.Screen(expected.Width);
        var left = (int)(style.Margin + (column * (style.Column + style.Gap)));
        Assert.Contains(Enumerable.Range(0, sheet.Height - expected.Height), top => Enumerable.Range(0, expected.Height).All(y =>
            sheet.Pixels.AsSpan((((top + y) * sheet.Width) + left) * 3, expected.Width * 3).SequenceEqual(expected.Pixels.AsSpan(y * expected.Width * 3, expected.Width * 3))));
    }
}
