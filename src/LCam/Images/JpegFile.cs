using LCam.Problems;
using SkiaSharp;

namespace LCam.Images;

/// <summary>Writes photographs to look at, always to the same bytes: JPEG with losses, never to be measured.</summary>
public static class JpegFile
{
    // Beyond it files grow much faster than what anyone sees.
    private const int Quality = 82;

    /// <summary>Writes an RGB JPEG, replacing the file.</summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, RgbImage image)
    {
        var (rgba, info) = EncodedFile.Opaque(image);
        EncodedFile.Write(path, rgba, info, static pixels => pixels.Encode(new SKJpegEncoderOptions(Quality)));
    }
}
