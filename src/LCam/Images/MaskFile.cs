using LCam.Files;
using LCam.Problems;
using SkiaSharp;

namespace LCam.Images;

/// <summary>Reads object masks. A mask is a PNG: its pixels are values, which no other picture keeps as they are.</summary>
public static class MaskFile
{
    private const int HeaderBytes = 33;
    private const byte HalfOpaque = 128;
    private const string SaveOrSay = "save masks as grey or with a palette, or say with mask-values which pixels are the object: alpha, or colours as '#rrggbb'";

    /// <summary>
    /// The mask's width and height, once it is known that <see cref="Read"/> takes it. The header of a grey mask or one with
    /// a palette tells that; where colours or transparency are possible, all pixels have to be looked at.
    /// </summary>
    /// <exception cref="ProblemException">The file is missing, no regular file, or no PNG, or its pixels are not what the rule speaks of.</exception>
    public static (int Width, int Height) Check(string path, MaskRule rule)
    {
        var header = ReadHeader(path);
        if (!header.HasOneChannel || IsByColour(rule))
        {
            Read(path, rule);
        }

        return (header.Width, header.Height);
    }

    /// <summary>Where the object is.</summary>
    /// <exception cref="ProblemException">The file is missing, damaged or no PNG, or has colours or transparency that the rule does not speak of.</exception>
    public static ObjectMask Read(string path, MaskRule rule)
    {
        var content = ImageFile.ReadAllBytes(path);
        var samples = PngSamples.ReadHeader(path, content);
        var asColours = IsByColour(rule);
        using var data = SKData.CreateCopy(samples.HasOneChannel && !asColours ? samples.Rewrite(content) : content);
        using var codec = ImageDecoder.Open(path, data);
        if (rule.Alpha && codec.Info.AlphaType == SKAlphaType.Opaque)
        {
            throw Wrong(path, "the mask has no transparency, and mask-values: alpha asks for it", "leave mask-values out, or name the object's values");
        }

        var rgba = ImageDecoder.Rgba(path, codec);
        var pixels = new MaskPixel[samples.Width * samples.Height];
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            var channels = rgba.AsSpan(pixel * 4, 4);
            pixels[pixel] = asColours ? ByColour(path, samples, channels, pixel, rule) : ByValue(Value(path, samples, channels, pixel), rule);
        }

        return new ObjectMask(samples.Width, samples.Height, pixels);
    }

    private static PngSamples ReadHeader(string path)
    {
        try
        {
            using var stream = DataFile.OpenRead(path, ImageDecoder.MaxBytes);
            var start = new byte[HeaderBytes];
            return PngSamples.ReadHeader(path, start.AsSpan(0, stream.ReadAtLeast(start, HeaderBytes, throwOnEndOfStream: false)));
        }
        catch (Exception failure) when (ImageFile.IsAccessFailure(failure))
        {
            throw ImageFile.Unreadable(path, failure);
        }
    }

    private static bool IsByColour(MaskRule rule) => rule.Alpha || rule.Colours.Count > 0;

    private static MaskPixel ByColour(string path, PngSamples samples, ReadOnlySpan<byte> channels, int pixel, MaskRule rule)
    {
        // A colour that is not seen, or half, is none that anyone can name.
        if (!rule.Alpha && channels[3] != byte.MaxValue)
        {
            throw Wrong(path, $"the mask has transparency: {Place(samples, pixel)}", "save it without, or make what is opaque the object: mask-values: alpha");
        }

        var isObject = rule.Alpha
            ? channels[3] >= HalfOpaque
            : rule.Colours.Contains((channels[0] << 16) | (channels[1] << 8) | channels[2]);
        return isObject ? MaskPixel.Foreground : MaskPixel.Background;
    }

    private static MaskPixel ByValue(int value, MaskRule rule) => value switch
    {
        _ when value == rule.Ignore => MaskPixel.Ignored,
        _ when (rule.Values.Count == 0 && value != 0) || rule.Values.Contains(value) => MaskPixel.Foreground,
        _ => MaskPixel.Background,
    };

    // A mask that was saved with three equal channels and without transparency is one of one channel.
    private static int Value(string path, PngSamples samples, ReadOnlySpan<byte> channels, int pixel)
    {
        if (samples.HasOneChannel)
        {
            return samples.Value(channels[0], channels[3]);
        }

        if (channels[3] != byte.MaxValue)
        {
            throw Wrong(path, $"the mask has transparency: {Place(samples, pixel)}", SaveOrSay);
        }

        if (channels[0] != channels[1] || channels[0] != channels[2])
        {
            throw Wrong(path, $"the mask has colours: {Place(samples, pixel)}", SaveOrSay);
        }

        return samples.Depth == 16
            ? throw Wrong(path, "the mask has three channels of 16 bits", "save it as grey")
            : channels[0];
    }

    private static string Place(PngSamples samples, int pixel) => FormattableString.Invariant($"the pixel in row {pixel / samples.Width}, column {pixel % samples.Width}");

    private static ProblemException Wrong(string path, string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(path, what, remedy));
}
