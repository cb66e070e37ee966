using System.Runtime.InteropServices;
using LCam.Files;
using LCam.Problems;
using SkiaSharp;

namespace LCam.Images;

/// <summary>
/// Reads image files to the same bytes as Pillow's <c>Image.open(path).convert("RGB")</c>: EXIF orientation, ICC
/// profiles and gamma are ignored, alpha is dropped without blending. What cannot be the same is refused; see
/// <see cref="PillowDifferences"/>.
/// </summary>
public static class ImageDecoder
{
    /// <summary>Larger images are refused: Pillow's own limit against decompression bombs.</summary>
    public const long MaxPixels = 178_956_970;

    /// <summary>Larger files are refused: no picture of <see cref="MaxPixels"/> needs so much.</summary>
    public const long MaxBytes = 1L << 30;

    private const int HeadBytes = 1 << 16;
    private const string Readable = "JPEG, PNG, WebP, GIF and BMP can be read";

    /// <summary>Decodes a JPEG, PNG, WebP, GIF (first frame) or BMP file.</summary>
    /// <exception cref="ProblemException">The file is missing, empty, no image, of another format, damaged, cut short or larger than <see cref="MaxPixels"/>.</exception>
    public static RgbImage Decode(string path)
    {
        var content = PillowDifferences.Prepare(path, NotEmpty(path, ImageFile.ReadAllBytes(path)));
        using var data = SKData.CreateCopy(content);
        using var codec = Open(path, data);
        var rgba = Rgba(path, codec);
        var rgb = new byte[checked(codec.Info.Width * codec.Info.Height * 3)];
        DropAlpha(rgba, rgb);
        PillowDifferences.Correct(path, content, rgb);
        return new RgbImage(codec.Info.Width, codec.Info.Height, rgb);
    }

    /// <summary>The picture's width and height; of the file only what tells them is read.</summary>
    /// <exception cref="ProblemException">The file is missing, no regular file, or no image.</exception>
    public static (int Width, int Height) SizeOf(string path)
    {
        try
        {
            // From memory: what a stream throws must not pass through the decoder's native code.
            using var stream = DataFile.OpenRead(path, MaxBytes);
            var content = new byte[Math.Min(stream.Length, HeadBytes)];
            stream.ReadExactly(content);
            using var head = SKData.CreateCopy(content);
            using var codec = SKCodec.Create(head);
            if (codec is not null)
            {
                Known(path, codec);
                return (codec.Info.Width, codec.Info.Height);
            }
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unreadable(path, failure);
        }

        // What tells the size may lie behind a long preface, such as a camera's small picture.
        using var data = SKData.CreateCopy(NotEmpty(path, ImageFile.ReadAllBytes(path)));
        using var whole = Open(path, data);
        return (whole.Info.Width, whole.Info.Height);
    }

    internal static byte[] NotEmpty(string path, byte[] content) =>
        content.Length > 0 ? content : throw Broken(path, "the file is empty");

    internal static SKCodec Open(string path, SKData data)
    {
        var codec = SKCodec.Create(data)
            ?? throw NoImage(path);
        Known(path, codec);
        if ((long)codec.Info.Width * codec.Info.Height <= MaxPixels)
        {
            return codec;
        }

        var size = $"{codec.Info.Width}x{codec.Info.Height}";
        codec.Dispose();
        throw Broken(path, $"the image is {size} pixels; at most {MaxPixels} pixels are decoded", "make it smaller");
    }

    /// <summary>All pixels as 4 interleaved bytes, alpha not multiplied in.</summary>
    internal static byte[] Rgba(string path, SKCodec codec)
    {
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;

        // No colour space: Skia then leaves the stored values alone, as Pillow does.
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, null);
        var pixels = new byte[info.BytesSize64];
        var pin = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            var result = codec.GetPixels(info, pin.AddrOfPinnedObject());
            return result switch
            {
                SKCodecResult.Success => pixels,
                SKCodecResult.IncompleteInput => throw Broken(path, "the image is cut short", "copy or download it again"),
                _ => throw Broken(path, $"the image is damaged ({result})", "copy or download it again"),
            };
        }
        finally
        {
            pin.Free();
        }
    }

    private static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
        {
            rgb[to] = rgba[from];
            rgb[to + 1] = rgba[from + 1];
            rgb[to + 2] = rgba[from + 2];
        }
    }

    // Skia reads more, of which it is not known that Pillow reads the same.
    private static void Known(string path, SKCodec codec)
    {
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Gif or SKEncodedImageFormat.Bmp))
        {
            throw Broken(path, $"this is an image of another format ({codec.EncodedFormat})", $"save it as PNG: {Readable}");
        }
    }

    private static ProblemException NoImage(string path) => Broken(path, "this is no image, or its header is damaged", Readable);

    private static ProblemException Broken(string path, string what, string? remedy = null) =>
        new(ProblemKind.InvalidInput, new Problem(path, what, remedy));
}
