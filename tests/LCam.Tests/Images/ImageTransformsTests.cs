using CsCheck;
using LCam.Images;
using LCam.Randomness;

namespace LCam.Tests.Images;

public sealed class ImageTransformsTests
{
    [Theory]
    [InlineData(500, 375, 341, 256)]
    [InlineData(375, 500, 256, 341)]
    [InlineData(75, 56, 342, 256)]
    [InlineData(411, 120, 876, 256)]
    [InlineData(256, 300, 256, 300)]
    [InlineData(10, 10, 256, 256)]
    public void The_long_side_is_scaled_and_cut_to_an_integer(int width, int height, int newWidth, int newHeight)
    {
        var resized = ImageTransforms.ResizeShortSide(TemporaryImages.Pattern(width, height, 1), 256);
        Assert.Equal((newWidth, newHeight), (resized.Width, resized.Height));
    }

    [Theory]
    [InlineData(10, 0, 0)]
    [InlineData(11, 0, 0)]
    [InlineData(12, 1, 1)]
    [InlineData(13, 2, 2)]
    [InlineData(15, 2, 2)]
    [InlineData(17, 4, 4)]
    public void Centre_crop_rounds_half_pixels_to_even(int side, int left, int top)
    {
        var image = TemporaryImages.Pattern(side, side, 3);
        var crop = ImageTransforms.CenterCrop(image, 10);
        Assert.Equal(image.Pixels.AsSpan(((top * side) + left) * 3, 30), crop.Pixels.AsSpan(0, 30));
    }

    [Fact]
    public void Random_crops_are_squares_of_the_image_and_reach_every_border() => Gen.Select(Gen.Int[5, 9], Gen.Int[5, 9]).Sample((width, height) =>
    {
        // Each pixel's first two channels tell where it is.
        var pixels = Enumerable.Range(0, width * height).SelectMany(i => new[] { (byte)(i % width), (byte)(i / width), (byte)0 });
        var image = new RgbImage(width, height, [.. pixels]);
        var seen = new HashSet<(int Left, int Top)>();
        for (var index = 0; index < 400; index++)
        {
            var random = new CounterRandom(3, RandomPurpose.Crop, 0, index);
            var crop = ImageTransforms.RandomCrop(image, 5, ref random).Pixels;
            var (left, top) = (crop[0], crop[1]);
            Assert.Equal((left + 4, top + 4), (crop[^3], crop[^2]));
            seen.Add((left, top));
        }

        return seen.Count == (width - 4) * (height - 4);
    }, iter: 20);

    [Fact]
    public void Flipping_exchanges_left_and_right()
    {
        var image = new RgbImage(3, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Equal([7, 8, 9, 4, 5, 6, 1, 2, 3], ImageTransforms.HorizontalFlip(image).Pixels);
    }

    [Fact]
    public void Flipping_twice_changes_nothing() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20]).Sample((width, height) =>
    {
        var image = TemporaryImages.Pattern(width, height, 2);
        return ImageTransforms.HorizontalFlip(ImageTransforms.HorizontalFlip(image)).Pixels.SequenceEqual(image.Pixels);
    }, iter: 50);

    [Fact]
    public void An_image_smaller_than_the_crop_is_refused_with_both_sizes()
    {
        var failure = Assert.Throws<ArgumentException>(() => ImageTransforms.CenterCrop(TemporaryImages.Pattern(9, 20, 1), 10));
        Assert.Contains("9x20 pixels, too small for a 10x10 crop", failure.Message, StringComparison.Ordinal);
    }
}
