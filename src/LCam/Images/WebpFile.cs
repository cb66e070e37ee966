using LCam.Problems;
using SkiaSharp;

namespace LCam.Images;

/// <summary>Writes small files to look at, always to the same bytes: WebP with losses, never to be measured.</summary>
public static class WebpFile
{
    // Beyond it files grow much faster than what anyone sees.
    private const float Quality = 82;

    /// <summary>Writes an RGB WebP, replacing the file.</summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, RgbImage image)
    {
        var (rgba, info) = EncodedFile.Opaque(image);
        EncodedFile.Write(path, rgba, info, static pixels => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality)));
    }
}
