using LCam.Images;
using SkiaSharp;

namespace LCam.Shapes;

internal static class PngFile
{
    public static void Write(string path, RgbImage image)
    {
        var pixels = new byte[image.Width * image.Height * 4];
        for (var at = 0; at < image.Width * image.Height; at++)
        {
            image.Pixels.AsSpan(3 * at, 3).CopyTo(pixels.AsSpan(4 * at));
            pixels[(4 * at) + 3] = byte.MaxValue;
        }

        Encode(path, pixels, new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
    }

    /// <param name="path">The file.</param>
    /// <param name="side">Width and height.</param>
    /// <param name="grey">One byte a pixel, row-major.</param>
    public static void WriteGrey(string path, int side, byte[] grey) =>
        Encode(path, grey, new SKImageInfo(side, side, SKColorType.Gray8, SKAlphaType.Opaque));

    private static void Encode(string path, byte[] pixels, SKImageInfo info)
    {
        using var image = SKImage.FromPixelCopy(info, pixels);
        using var pixmap = image.PeekPixels();
        using var stream = File.Create(path);
        using var output = new SKManagedWStream(stream);

        // A fixed filter and level: the bytes must not hang on an encoder's heuristics.
        if (!pixmap.Encode(output, new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 4)))
        {
            throw new IOException($"{path}: the PNG encoder failed");
        }
    }
}
