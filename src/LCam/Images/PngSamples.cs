using System.Buffers.Binary;
using System.IO.Hashing;
using LCam.Problems;

namespace LCam.Images;

/// <summary>
/// A PNG changed so that any decoder gives its samples instead of its colours: a palette becomes a ramp of greys, so that
/// a pixel's grey is its index, and 16-bit grey becomes 8-bit grey with alpha, which has the same bytes.
/// </summary>
internal sealed class PngSamples
{
    private const int SignatureBytes = 8;
    private const int HeaderBytes = 13;

    private const byte GrayColour = 0;
    private const byte PaletteColour = 3;
    private const byte GrayAlphaColour = 4;

    private PngSamples(int width, int height, byte depth, byte colour)
    {
        (Width, Height, Depth, Colour) = (width, height, depth, colour);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bits a sample.</summary>
    public byte Depth { get; }

    /// <summary>The format's colour type.</summary>
    public byte Colour { get; }

    /// <summary>Whether a pixel is one number: grey or a palette's index.</summary>
    public bool HasOneChannel => Colour is GrayColour or PaletteColour;

    /// <summary>The header's facts.</summary>
    /// <param name="start">The file's first bytes.</param>
    /// <exception cref="ProblemException">It is no PNG.</exception>
    public static PngSamples ReadHeader(string path, ReadOnlySpan<byte> start)
    {
        if (!PillowDifferences.IsPng(start) || start.Length < SignatureBytes + 8 + HeaderBytes || !start.Slice(SignatureBytes + 4, 4).SequenceEqual("IHDR"u8))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, "the mask is no PNG", "save masks as PNG: what loses or blends values cannot say where the object is"));
        }

        var header = start[(SignatureBytes + 8)..];
        return new PngSamples(BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]), header[8], header[9]);
    }

    /// <summary>The value that the decoded red and alpha of a changed file stand for.</summary>
    public int Value(byte red, byte alpha) => this switch
    {
        { Colour: GrayColour, Depth: 16 } => (red << 8) | alpha,
        { Colour: GrayColour, Depth: < 8 } => red * ((1 << Depth) - 1) / 255,
        _ => red,
    };

    /// <summary>The changed file, of one channel; what says how it should look is left out.</summary>
    public byte[] Rewrite(ReadOnlySpan<byte> file)
    {
        using var changed = new MemoryStream(file.Length);
        changed.Write(file[..SignatureBytes]);
        var rest = file[SignatureBytes..];
        while (rest.Length >= 12 && BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length <= rest.Length - 12)
        {
            var name = rest.Slice(4, 4);
            if (name.SequenceEqual("IHDR"u8) && Colour == GrayColour && Depth == 16)
            {
                byte[] header = [.. rest.Slice(8, (int)length)];
                (header[8], header[9]) = (8, GrayAlphaColour);
                Write(changed, name, header);
            }
            else if (name.SequenceEqual("PLTE"u8))
            {
                Write(changed, name, Ramp());
            }
            else if (name.SequenceEqual("IHDR"u8) || name.SequenceEqual("IDAT"u8) || name.SequenceEqual("IEND"u8))
            {
                changed.Write(rest[..((int)length + 12)]);
            }

            rest = rest[((int)length + 12)..];
        }

        // A file that is cut off stays one.
        changed.Write(rest);
        return changed.ToArray();
    }

    private byte[] Ramp() => [.. Enumerable.Range(0, 1 << Math.Min((int)Depth, 8)).SelectMany(index => new[] { (byte)index, (byte)index, (byte)index })];

    private static void Write(MemoryStream file, ReadOnlySpan<byte> name, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. name, .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        file.Write(number);
    }
}
