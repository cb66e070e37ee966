using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class MaskSetTests : IDisposable
{
    private readonly TemporaryImages _images = new();

    public MaskSetTests()
    {
        Directory.CreateDirectory(Path.Combine(_images.Folder, "masks", "images"));
        File.WriteAllLines(_images.ListPath, ["images/a.JPEG 0", "images/b.png 0", "images/c.jpg 1"]);
        foreach (var name in new[] { "a.JPEG", "b.png", "c.jpg" })
        {
            PngFile.Write(Path.Combine(_images.Folder, "images", name), TemporaryImages.Pattern(6, 5, 1));
        }
    }

    private string Masks => Path.Combine(_images.Folder, "masks");

    [Fact]
    public void A_mask_has_its_images_name_or_its_stem_with_png()
    {
        Mask("a.png", 6, 5);
        Mask("b.png", 6, 5);
        Mask("c.jpg", 6, 5);
        Mask("c.png", 6, 5);
        var masks = MaskSet.Of(Masks, _images.Set);
        Assert.Equal(["images/a.png", "images/b.png", "images/c.jpg"], masks.Entries.Select(entry => entry.Path));
        Assert.Empty(MaskSet.Check(_images.Set, masks, MaskRule.NotZero));
    }

    [Fact]
    public void Every_missing_mask_is_called_one_with_its_folder()
    {
        Mask("b.png", 6, 5);
        var failure = Assert.Throws<ProblemException>(() => MaskSet.Of(Masks, _images.Set));
        Assert.Equal(ProblemKind.DataMissing, failure.Kind);
        Assert.Equal([$"{_images.ListPath}:1", $"{_images.ListPath}:3"], failure.Problems.Select(problem => problem.Where));
        Assert.Equal($"images/a.JPEG: its mask is missing: the masks' folder {Masks} has no images/a.JPEG or images/a.png", failure.Problems[0].What);
    }

    [Fact]
    public void Masks_of_another_size_and_other_files_are_named_all_at_once()
    {
        Mask("a.png", 12, 5);
        Mask("b.png", 6, 5);
        File.WriteAllText(Path.Combine(Masks, "images", "c.png"), "no picture");
        var problems = MaskSet.Check(_images.Set, MaskSet.Of(Masks, _images.Set), MaskRule.NotZero);
        Assert.Equal([$"{_images.ListPath}:1", $"{_images.ListPath}:3"], problems.Select(problem => problem.Where));
        Assert.Contains("12x5 pixels, its image 6x5", problems[0].What, StringComparison.Ordinal);
        Assert.Contains("no PNG", problems[1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_that_no_rule_speaks_of_are_found_before_anything_is_measured()
    {
        Mask("a.png", 6, 5);
        Mask("b.png", 6, 5);
        Mask("c.jpg", 6, 5);
        PngFile.Write(Path.Combine(Masks, "images", "b.png"), new RgbImage(6, 5, [1, 2, 3, .. new byte[87]]));
        var masks = MaskSet.Of(Masks, _images.Set);
        var problem = Assert.Single(MaskSet.Check(_images.Set, masks, MaskRule.NotZero));
        Assert.Equal($"{_images.ListPath}:2", problem.Where);
        Assert.Contains("the mask has colours: the pixel in row 0, column 0", problem.What, StringComparison.Ordinal);
        Assert.Empty(MaskSet.Check(_images.Set, masks, MaskRule.Parse(["#010203"], null)));
    }

    public void Dispose() => _images.Dispose();

    private void Mask(string name, int width, int height) =>
        PngFile.WriteGray(Path.Combine(Masks, "images", name), new GrayImage(width, height, new byte[width * height]));
}
