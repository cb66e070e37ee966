using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class PictureFileTests
{
    public static IEnumerable<object[]> Formats => [["jpg"], ["webp"]];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_picture_comes_back_nearly_as_it_was_and_small_and_always_to_the_same_bytes(string format)
    {
        using var images = new TemporaryImages();
        var pixels = Enumerable.Range(0, 64 * 64).SelectMany(pixel => new[] { (byte)(pixel % 64 * 4), (byte)(pixel / 64 * 4), (byte)128 }).ToArray();
        string[] paths = [Path.Combine(images.Folder, $"one.{format}"), Path.Combine(images.Folder, $"two.{format}")];
        foreach (var path in paths)
        {
            Write(path, new RgbImage(64, 64, pixels));
        }

        var read = ImageDecoder.Decode(paths[0]);
        Assert.Equal((64, 64), (read.Width, read.Height));
        Assert.InRange(read.Pixels.Zip(pixels).Average(pair => Math.Abs(pair.First - pair.Second)), 0, 4);
        Assert.InRange(new FileInfo(paths[0]).Length, 1, pixels.Length / 10);
        Assert.Equal(File.ReadAllBytes(paths[0]), File.ReadAllBytes(paths[1]));
    }

    [Fact]
    public void What_is_transparent_is_kept_without_loss()
    {
        using var images = new TemporaryImages();
        var path = Path.Combine(images.Folder, "one.webp");
        var opacity = Enumerable.Range(0, 32 * 32).Select(pixel => (byte)(pixel * 7 % 256)).ToArray();
        WebpFile.Write(path, new RgbImage(32, 32, [.. Enumerable.Repeat((byte)99, 32 * 32 * 3)]), new GrayImage(32, 32, opacity));
        using var read = SkiaSharp.SKBitmap.Decode(path, new SkiaSharp.SKImageInfo(32, 32, SkiaSharp.SKColorType.Rgba8888, SkiaSharp.SKAlphaType.Unpremul));
        Assert.Equal(opacity, read.Pixels.Select(pixel => pixel.Alpha));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_that_cannot_be_written_is_named(string format)
    {
        var failure = Assert.Throws<ProblemException>(() => Write($"/proc/no/image.{format}", TemporaryImages.Pattern(2, 2, 1)));
        Assert.Equal((ProblemKind.Environment, $"/proc/no/image.{format}"), (failure.Kind, failure.Problems[0].Where));
    }

    private static void Write(string path, RgbImage image)
    {
        if (path.EndsWith(".jpg", StringComparison.Ordinal))
        {
            JpegFile.Write(path, image);
        }
        else
        {
            WebpFile.Write(path, image);
        }
    }
}
