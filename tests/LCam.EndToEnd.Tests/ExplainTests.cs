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
        var result = await Explain("images/0000.png", "images/0001.png", "--explainer", "grad-cam,rise:masks=6,batch-size=3", "--explainer", "all-ones", "--names", "names.txt", "--maps", "npz", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());

        string[] keys = ["all-ones", "grad-cam", "rise"];
        string[] expected =
        [
            "out",
            .. new[] { "0000", "0001" }.SelectMany(name => keys.SelectMany(key => new[] { $"out/{name}.{key}.map.png", $"out/{name}.{key}.overlay.png" })),
            .. keys.Select(key => $"out/{key}.maps.npz"),
            "out/contact-sheet.png",
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

    private static void AssertTile(RgbImage sheet, ContactSheetLayout layout, int row, int column, RgbImage expected)
    {
        for (var y = 0; y < expected.Height; y++)
        {
            var start = (((layout.TileTop(row) + y) * sheet.Width) + layout.Left(column)) * 3;
            Assert.True(sheet.Pixels.AsSpan(start, expected.Width * 3).SequenceEqual(expected.Pixels.AsSpan(y * expected.Width * 3, expected.Width * 3)));
        }
    }
}
