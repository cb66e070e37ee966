using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace LCam.Tests.Images;

/// <summary>Builds PNG files chunk by chunk, so that a decoder is tested against the format and not against an encoder.</summary>
internal static class HandMadePng
{
    internal const byte Gray = 0;
    internal const byte Rgb = 2;
    internal const byte Palette = 3;
    internal const byte GrayAlpha = 4;
    internal const byte Rgba = 6;

    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Bits a sample.</param>
    /// <param name="colour">One of the constants above.</param>
    /// <param name="rows">The rows' bytes without filter bytes.</param>
    /// <param name="chunks">More chunks, between header and data.</param>
    internal static byte[] Build(int width, int height, byte depth, byte colour, byte[] rows, params (string Name, byte[] Data)[] chunks)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colour);
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Append(file, "IHDR", header);
        foreach (var (name, data) in chunks)
        {
            Append(file, name, data);
        }

        Append(file, "IDAT", Compress(rows, height));
        Append(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(byte[] rows, int height)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            var stride = rows.Length / Math.Max(height, 1);
            for (var y = 0; y < height && stride > 0; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(rows, y * stride, stride);
            }
        }

        return compressed.ToArray();
    }

    private static void Append(MemoryStream file, string name, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        file.Write(number);
    }
}
