using CsCheck;
using LCam.Images;

namespace LCam.Tests.Images;

public sealed class PillowResizeTests
{
    private static readonly Gen<(int Width, int Height, int NewWidth, int NewHeight)> Sizes =
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40]);

    [Fact]
    public void Shrinking_gives_pillows_bytes() => AssertPillow(PillowPatches.ShrunkBottomRight);

    [Fact]
    public void Enlarging_gives_pillows_bytes() => AssertPillow(PillowPatches.EnlargedTopLeft);

    [Fact]
    public void An_image_of_the_wanted_size_is_returned_as_it_is()
    {
        var image = TemporaryImages.Pattern(7, 5, 1);
        Assert.Same(image, PillowResize.Bilinear(image, 7, 5));
    }

    [Fact]
    public void A_constant_image_stays_constant() => Gen.Select(Sizes, Gen.Byte).Sample((size, value) =>
    {
        var pixels = new byte[size.Width * size.Height * 3];
        pixels.AsSpan().Fill(value);
        return PillowResize.Bilinear(new RgbImage(size.Width, size.Height, pixels), size.NewWidth, size.NewHeight)
            .Pixels.All(pixel => pixel == value);
    }, iter: 300);

    [Fact]
    public void Values_stay_within_the_images_range() => Gen.Select(Sizes, Gen.Int[0, 1000]).Sample((size, variant) =>
    {
        var image = TemporaryImages.Pattern(size.Width, size.Height, variant);
        var resized = PillowResize.Bilinear(image, size.NewWidth, size.NewHeight);
        return resized.Width == size.NewWidth && resized.Height == size.NewHeight
            && resized.Pixels.Min() >= image.Pixels.Min() && resized.Pixels.Max() <= image.Pixels.Max();
    }, iter: 300);

    [Fact]
    public void Vectorised_sums_equal_the_definition() => Gen.Select(Sizes, Gen.Int[0, 1000]).Sample((size, variant) =>
    {
        var image = TemporaryImages.Pattern(size.Width, size.Height, variant);
        return Naive(image, size.NewWidth, size.NewHeight).SequenceEqual(PillowResize.Bilinear(image, size.NewWidth, size.NewHeight).Pixels);
    }, iter: 300);

    // Straight from the formula, one value at a time.
    private static byte[] Naive(RgbImage image, int width, int height)
    {
        var wide = image.Pixels;
        if (width != image.Width)
        {
            var across = new ResizeCoefficients(image.Width, width);
            wide = Fill(image.Height, width, (y, x, channel) =>
                Sum(across.Weights(x), tap => image.Pixels[(((y * image.Width) + across.Start(x) + tap) * 3) + channel]));
        }

        if (height == image.Height)
        {
            return wide;
        }

        var down = new ResizeCoefficients(image.Height, height);
        return Fill(height, width, (y, x, channel) =>
            Sum(down.Weights(y), tap => wide[((((down.Start(y) + tap) * width) + x) * 3) + channel]));
    }

    private static byte[] Fill(int height, int width, Func<int, int, int, byte> value) =>
        [.. Enumerable.Range(0, height * width * 3).Select(i => value(i / 3 / width, i / 3 % width, i % 3))];

    private static byte Sum(ReadOnlySpan<int> weights, Func<int, byte> pixel)
    {
        var sum = 1L << 21;
        for (var tap = 0; tap < weights.Length; tap++)
        {
            sum += (long)weights[tap] * pixel(tap);
        }

        return (byte)Math.Clamp(sum >> 22, 0, 255);
    }

    private static void AssertPillow(ResizePatch patch) =>
        Assert.Equal(patch.Expected, patch.CornerOf(PillowResize.Bilinear(patch.Original(), patch.NewWidth, patch.NewHeight)));
}
