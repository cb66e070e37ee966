using CsCheck;
using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class PngFileTests
{
    [Fact]
    public void Rgb_pixels_come_back_as_they_were() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[0, 99]).Sample((width, height, variant) =>
    {
        using var images = new TemporaryImages();
        var path = Path.Combine(images.Folder, "image.png");
        var image = TemporaryImages.Pattern(width, height, variant);
        PngFile.Write(path, image);
        var read = ImageDecoder.Decode(path);
        return (read.Width, read.Height) == (width, height) && read.Pixels.SequenceEqual(image.Pixels);
    }, iter: 30);

    [Fact]
    public void Every_grey_value_comes_back_as_it_was()
    {
        using var images = new TemporaryImages();
        var path = Path.Combine(images.Folder, "mask.png");
        var mask = new GrayImage(64, 4, [.. Enumerable.Range(0, 256).Select(value => (byte)value)]);
        PngFile.WriteGray(path, mask);
        var read = PngFile.ReadGray(path);
        Assert.Equal((64, 4), (read.Width, read.Height));
        Assert.Equal(mask.Pixels, read.Pixels);
    }

    [Fact]
    public void A_coloured_image_is_no_mask()
    {
        using var images = new TemporaryImages();
        var path = Path.Combine(images.Folder, "image.png");
        PngFile.Write(path, new RgbImage(2, 1, [1, 1, 1, 5, 6, 5]));
        var failure = Assert.Throws<ProblemException>(() => PngFile.ReadGray(path));
        Assert.Contains("row 0, column 1", failure.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        var failure = Assert.Throws<ProblemException>(() => PngFile.Write("/proc/no/image.png", TemporaryImages.Pattern(2, 2, 1)));
        Assert.Equal((ProblemKind.Environment, "/proc/no/image.png"), (failure.Kind, failure.Problems[0].Where));
    }
}
