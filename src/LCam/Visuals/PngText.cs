using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace LCam.Visuals;

/// <summary>Says in a PNG who wrote it and how many pixels make an inch, which the encoder cannot (PNG specification, 11.3).</summary>
internal static class PngText
{
    private const double MetresPerInch = 0.0254;

    // The signature, and the header chunk's length, type, 13 bytes and checksum.
    private const int HeaderEnd = 8 + 4 + 4 + 13 + 4;

    /// <summary>Writes an encoded PNG with the two behind its header.</summary>
    /// <param name="dotsPerInch">Null says nothing of it.</param>
    public static void Write(Stream output, ReadOnlySpan<byte> png, string software, double? dotsPerInch)
    {
        output.Write(png[..HeaderEnd]);
        output.Write(Chunk("tEXt", Encoding.Latin1.GetBytes($"Software\0{software}")));
        if (dotsPerInch is { } dots)
        {
            var resolution = new byte[9];
            var perMetre = (uint)Math.Round(dots / MetresPerInch);
            BinaryPrimitives.WriteUInt32BigEndian(resolution, perMetre);
            BinaryPrimitives.WriteUInt32BigEndian(resolution.AsSpan(4), perMetre);
            resolution[8] = 1;
            output.Write(Chunk("pHYs", resolution));
        }

        output.Write(png[HeaderEnd..]);
    }

    /// <summary>Whether a file that starts with these bytes, each a character, is such a PNG.</summary>
    public static bool IsIn(string start, string software) =>
        start.StartsWith("\u0089PNG\r\n", StringComparison.Ordinal) && start.Length > HeaderEnd && start[HeaderEnd..].StartsWith(Encoding.Latin1.GetString(Chunk("tEXt", Encoding.Latin1.GetBytes($"Software\0{software}"))), StringComparison.Ordinal);

    private static byte[] Chunk(string type, byte[] content)
    {
        var chunk = new byte[4 + 4 + content.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }
}
