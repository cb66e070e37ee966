using LCam.Problems;
using SkiaSharp;

namespace LCam.Images;

/// <summary>Writes pictures with transparent parts to look at, always to the same bytes: WebP with losses, never to be measured.</summary>
public static class WebpFile
{
    // Beyond it files grow much faster than what anyone sees.
    private const float Quality = 82;

    /// <summary>Writes a WebP, replacing the file.</summary>
    /// <param name="opacity">Of the same size, 255 being opaque, kept without loss; null is opaque.</param>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, RgbImage image, GrayImage? opacity = null)
    {
        var (rgba, info) = EncodedFile.Opaque(image);
        if (opacity is not null)
        {
            if ((image.Width, image.Height) != (opacity.Width, opacity.Height))
            {
                throw new ArgumentException($"an opacity of {opacity.Width}x{opacity.Height} pixels for an image of {image.Width}x{image.Height}", nameof(opacity));
            }

            for (var pixel = 0; pixel < opacity.Pixels.Length; pixel++)
            {
                rgba[(pixel * 4) + 3] = opacity.Pixels[pixel];
            }

            info = info.WithAlphaType(SKAlphaType.Unpremul);
        }

        EncodedFile.Write(path, rgba, info, static pixels => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality)));
    }
}
