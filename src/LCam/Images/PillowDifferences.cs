using System.Buffers.Binary;
using LCam.Problems;

namespace LCam.Images;

/// <summary>
/// Where Skia reads a picture otherwise than Pillow 9.4, which the reference uses: transparent GIF and BMP of 16 bits a
/// pixel are made to agree, and what cannot agree is refused. Each case was found by reading a picture of every kind with
/// both.
/// </summary>
internal static class PillowDifferences
{
    private const int PngDepth = 24;
    private const int PngColour = 25;
    private const int BmpHeader = 14;
    private const int OldBmpBits = 24;
    private const int BmpBits = 28;
    private const int BmpCompression = 30;
    private const int BmpMasks = 54;
    private const uint OldHeader = 12;
    private const int LogicalScreen = 6;
    private const int FirstGifBlock = 13;

    /// <summary>A file's content as Skia must see it to read what Pillow reads; the same array, changed in place.</summary>
    /// <exception cref="ProblemException">Pillow's pixels are none that anyone would want, or are not known.</exception>
    public static byte[] Prepare(string path, byte[] content)
    {
        if (IsPng(content) && content.Length > PngColour && content[PngDepth] == 16 && content[PngColour] == 0)
        {
            throw Refused(path, "this is a grey PNG of 16 bits a pixel, of which the reference's Pillow makes white wherever a value is above 255", "save it with 8 bits a pixel");
        }

        if (content.AsSpan().StartsWith("GIF8"u8))
        {
            PrepareGif(path, content);
        }

        if (content.AsSpan().StartsWith("BM"u8) && content.Length > BmpBits + 1)
        {
            CheckBmp(path, content);
        }

        return content;
    }

    /// <summary>Makes Pillow's colours of those that Skia made of a BMP of 16 bits a pixel: Pillow cuts off where Skia rounds.</summary>
    /// <param name="content">The file.</param>
    /// <param name="rgb">Its pixels, changed in place.</param>
    public static void Correct(string path, ReadOnlySpan<byte> content, Span<byte> rgb)
    {
        if (!content.StartsWith("BM"u8) || content.Length < BmpMasks + 12 || HeaderBytes(content) == OldHeader || BinaryPrimitives.ReadUInt16LittleEndian(content[BmpBits..]) != 16)
        {
            return;
        }

        var (five, six) = (Cut(31), Cut(63));
        var green = GreenBits(path, content) == 6 ? six : five;
        for (var pixel = 0; pixel < rgb.Length; pixel += 3)
        {
            (rgb[pixel], rgb[pixel + 1], rgb[pixel + 2]) = (five[rgb[pixel]], green[rgb[pixel + 1]], five[rgb[pixel + 2]]);
        }
    }

    internal static bool IsPng(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    private static uint HeaderBytes(ReadOnlySpan<byte> content) => BinaryPrimitives.ReadUInt32LittleEndian(content[BmpHeader..]);

    // The headers that Pillow 9.4 knows. That of OS/2 1 has its fields at places of its own, and never 16 or 32 bits a pixel.
    private static void CheckBmp(string path, ReadOnlySpan<byte> content)
    {
        const string Remedy = "save it as PNG, or as a BMP of today";
        if (HeaderBytes(content) is var header && header is not (OldHeader or 40 or 64 or 108 or 124))
        {
            throw Refused(path, FormattableString.Invariant($"this BMP has a header of {header} bytes, which the reference's Pillow does not know"), Remedy);
        }

        if (header == OldHeader && BinaryPrimitives.ReadUInt16LittleEndian(content[OldBmpBits..]) is var bits and not (1 or 4 or 8 or 24))
        {
            throw Refused(path, FormattableString.Invariant($"this BMP has OS/2's old header and {bits} bits a pixel, which that header never had"), Remedy);
        }
    }

    private static int GreenBits(string path, ReadOnlySpan<byte> content)
    {
        const uint Fields = 3;
        var masks = content[BmpMasks..];
        var fields = (BinaryPrimitives.ReadUInt32LittleEndian(masks), BinaryPrimitives.ReadUInt32LittleEndian(masks[4..]), BinaryPrimitives.ReadUInt32LittleEndian(masks[8..]));
        return (BinaryPrimitives.ReadUInt32LittleEndian(content[BmpCompression..]), fields) switch
        {
            (0, _) or (Fields, (0x7C00, 0x3E0, 0x1F)) => 5,
            (Fields, (0xF800, 0x7E0, 0x1F)) => 6,
            _ => throw Refused(path, "this BMP of 16 bits a pixel lays its colours out as the reference's Pillow does not know", "save it with 24 bits a pixel"),
        };
    }

    // From what Skia rounds a value of 0..most to, to what Pillow cuts it off to.
    private static byte[] Cut(int most) => [.. Enumerable.Range(0, 256).Select(rounded => (byte)(((rounded * most) + 127) / 255 * 255 / most))];

    // Pillow gives a transparent pixel its palette's colour, Skia black: the first frame is told to have none.
    private static void PrepareGif(string path, byte[] content)
    {
        var place = FirstGifBlock + Palette(content, FirstGifBlock - 3);
        while (place + 10 < content.Length)
        {
            switch (content[place])
            {
                case 0x21:
                    if (content[place + 1] == 0xF9)
                    {
                        content[place + 3] &= 0xFE;
                    }

                    place += 2;
                    while (place < content.Length && content[place] > 0)
                    {
                        place += content[place] + 1;
                    }

                    place++;
                    break;
                case 0x2C when !content.AsSpan(place + 5, 4).SequenceEqual(content.AsSpan(LogicalScreen, 4)) || content.AsSpan(place + 1, 4).ContainsAnyExcept((byte)0):
                    throw Refused(path, "this GIF's first frame does not cover the picture", "save its first frame as PNG");
                default:
                    return;
            }
        }
    }

    private static int Palette(byte[] content, int flags) =>
        content.Length > flags && (content[flags] & 0x80) != 0 ? 3 << ((content[flags] & 7) + 1) : 0;

    private static ProblemException Refused(string path, string what, string remedy) =>
        new(ProblemKind.InvalidInput, new Problem(path, what, remedy));
}
