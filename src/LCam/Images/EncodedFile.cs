using System.Runtime.InteropServices;
using SkiaSharp;

namespace LCam.Images;

/// <summary>Pixels as image files, whatever the format.</summary>
internal static class EncodedFile
{
    /// <summary>An image's pixels as the encoders take them.</summary>
    internal static (byte[] Rgba, SKImageInfo Info) Opaque(RgbImage image)
    {
        var rgba = new byte[checked(image.Width * image.Height * 4)];
        for (int from = 0, to = 0; to < rgba.Length; from += 3, to += 4)
        {
            image.Pixels.AsSpan(from, 3).CopyTo(rgba.AsSpan(to));
            rgba[to + 3] = byte.MaxValue;
        }

        return (rgba, new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
    }

    /// <summary>Writes pixels, replacing the file.</summary>
    /// <exception cref="Problems.ProblemException">The file cannot be written.</exception>
    internal static void Write(string path, byte[] pixels, SKImageInfo info, Func<SKPixmap, SKData?> encode)
    {
        var pin = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            using var pixmap = new SKPixmap(info, pin.AddrOfPinnedObject());
            using var encoded = encode(pixmap)
                ?? throw new InvalidOperationException($"a {info.Width}x{info.Height} {info.ColorType} image does not encode");
            File.WriteAllBytes(path, encoded.Span);
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unwritable(path, failure);
        }
        finally
        {
            pin.Free();
        }
    }
}
