using LCam.Images;

namespace LCam.Tests.Images;

/// <summary>A square corner of an image and of its resized version, as base64 of interleaved RGB.</summary>
internal sealed record ResizePatch(
    int Width, int Height, int NewWidth, int NewHeight, int Side, int NewSide, bool BottomRight, string Pixels, string NewPixels)
{
    internal byte[] Expected => Convert.FromBase64String(NewPixels);

    /// <summary>The corner in a black image of the original's size.</summary>
    internal RgbImage Original()
    {
        var patch = Convert.FromBase64String(Pixels);
        var image = new RgbImage(Width, Height, new byte[Width * Height * 3]);
        for (var y = 0; y < Side; y++)
        {
            patch.AsSpan(y * Side * 3, Side * 3).CopyTo(image.Pixels.AsSpan(Offset(image, Side, y)));
        }

        return image;
    }

    /// <summary>The resized image's corner.</summary>
    internal byte[] CornerOf(RgbImage resized) =>
        [.. Enumerable.Range(0, NewSide).SelectMany(y => resized.Pixels.AsSpan(Offset(resized, NewSide, y), NewSide * 3).ToArray())];

    private int Offset(RgbImage image, int side, int y)
    {
        var (left, top) = BottomRight ? (image.Width - side, image.Height - side) : (0, 0);
        return (((top + y) * image.Width) + left) * 3;
    }
}
