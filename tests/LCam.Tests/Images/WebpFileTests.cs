using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class WebpFileTests
{
    [Fact]
    public void A_picture_comes_back_nearly_as_it_was_and_small_and_always_to_the_same_bytes()
    {
        using var images = new TemporaryImages();
        var pixels = Enumerable.Range(0, 64 * 64).SelectMany(pixel => new[] { (byte)(pixel % 64 * 4), (byte)(pixel / 64 * 4), (byte)128 }).ToArray();
        string[] paths = [Path.Combine(images.Folder, "one.webp"), Path.Combine(images.Folder, "two.webp")];
        foreach (var path in paths)
        {
            WebpFile.Write(path, new RgbImage(64, 64, pixels));
        }

        var read = ImageDecoder.Decode(paths[0]);
        Assert.Equal((64, 64), (read.Width, read.Height));
        Assert.InRange(read.Pixels.Zip(pixels).Average(pair => Math.Abs(pair.First - pair.Second)), 0, 4);
        Assert.InRange(new FileInfo(paths[0]).Length, 1, pixels.Length / 10);
        Assert.Equal(File.ReadAllBytes(paths[0]), File.ReadAllBytes(paths[1]));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        var failure = Assert.Throws<ProblemException>(() => WebpFile.Write("/proc/no/image.webp", TemporaryImages.Pattern(2, 2, 1)));
        Assert.Equal((ProblemKind.Environment, "/proc/no/image.webp"), (failure.Kind, failure.Problems[0].Where));
    }
}
