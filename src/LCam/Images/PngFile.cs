using LCam.Problems;
using SkiaSharp;

namespace LCam.Images;

/// <summary>Writes RGB images and writes and reads grey masks as 8-bit PNG, losslessly and always to the same bytes.</summary>
public static class PngFile
{
    /// <summary>Writes an 8-bit RGB PNG, replacing the file.</summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, RgbImage image)
    {
        var (rgba, info) = EncodedFile.Opaque(image);
        EncodedFile.Write(path, rgba, info, Encode);
    }

    /// <summary>Writes an 8-bit grey PNG, replacing the file.</summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void WriteGray(string path, GrayImage image) =>
        EncodedFile.Write(path, image.Pixels, new SKImageInfo(image.Width, image.Height, SKColorType.Gray8, SKAlphaType.Opaque), Encode);

    /// <summary>Reads the image file's grey values.</summary>
    /// <exception cref="ProblemException">The file is missing, damaged, or has colours.</exception>
    public static GrayImage ReadGray(string path)
    {
        var image = ImageDecoder.Decode(path);
        var gray = new byte[image.Width * image.Height];
        for (var pixel = 0; pixel < gray.Length; pixel++)
        {
            var channels = image.Pixels.AsSpan(pixel * 3, 3);
            if (channels[0] != channels[1] || channels[0] != channels[2])
            {
                throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                    path,
                    $"a grey image is needed, but the pixel in row {pixel / image.Width}, column {pixel % image.Width} has a colour"));
            }

            gray[pixel] = channels[0];
        }

        return new GrayImage(image.Width, image.Height, gray);
    }

    private static SKData? Encode(SKPixmap pixels) => pixels.Encode(SKPngEncoderOptions.Default);
}
