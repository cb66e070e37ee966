using LCam.Randomness;

namespace LCam.Images;

/// <summary>The geometric transforms of the method's image pipeline, on 8-bit images.</summary>
public static class ImageTransforms
{
    /// <summary>Resizes so that the short side has <paramref name="size"/> pixels and the long side int(size * long / short).</summary>
    /// <returns>The image itself when its short side already has this size.</returns>
    public static RgbImage ResizeShortSide(RgbImage image, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var (width, height) = (image.Width, image.Height);
        if (Math.Min(width, height) == size)
        {
            return image;
        }

        return width < height
            ? PillowResize.Bilinear(image, size, LongSide(size, height, width))
            : PillowResize.Bilinear(image, LongSide(size, width, height), size);
    }

    /// <summary>The middle square; an odd margin is split by rounding half of it to even, as Python's <c>round</c> does.</summary>
    /// <exception cref="ArgumentException">The image is smaller than the square.</exception>
    public static RgbImage CenterCrop(RgbImage image, int size)
    {
        ThrowIfSmaller(image, size);
        return Crop(image, CentreOffset(image.Width, size), CentreOffset(image.Height, size), size);
    }

    /// <summary>A square at a uniformly random place: two numbers of <paramref name="random"/>, top before left.</summary>
    /// <exception cref="ArgumentException">The image is smaller than the square.</exception>
    public static RgbImage RandomCrop(RgbImage image, int size, ref CounterRandom random)
    {
        ThrowIfSmaller(image, size);
        var top = random.NextInt(image.Height - size + 1);
        var left = random.NextInt(image.Width - size + 1);
        return Crop(image, left, top, size);
    }

    /// <summary>The image with left and right exchanged.</summary>
    public static RgbImage HorizontalFlip(RgbImage image)
    {
        var flipped = new byte[image.Pixels.Length];
        var stride = image.Width * 3;
        for (var y = 0; y < image.Height; y++)
        {
            var source = image.Pixels.AsSpan(y * stride, stride);
            var target = flipped.AsSpan(y * stride, stride);
            for (var x = 0; x < stride; x += 3)
            {
                source.Slice(x, 3).CopyTo(target[(stride - 3 - x)..]);
            }
        }

        return new RgbImage(image.Width, image.Height, flipped);
    }

    // In integers: int(size * long / short) in Python divides doubles, which is exact enough to agree for any real image.
    private static int LongSide(int size, int longSide, int shortSide) => checked((int)((long)size * longSide / shortSide));

    private static int CentreOffset(int length, int size) => (int)Math.Round((length - size) / 2.0, MidpointRounding.ToEven);

    private static RgbImage Crop(RgbImage image, int left, int top, int size)
    {
        var pixels = new byte[size * size * 3];
        for (var y = 0; y < size; y++)
        {
            image.Pixels.AsSpan((((top + y) * image.Width) + left) * 3, size * 3).CopyTo(pixels.AsSpan(y * size * 3));
        }

        return new RgbImage(size, size, pixels);
    }

    private static void ThrowIfSmaller(RgbImage image, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (image.Width < size || image.Height < size)
        {
            throw new ArgumentException($"the image is {image.Width}x{image.Height} pixels, too small for a {size}x{size} crop", nameof(image));
        }
    }
}
