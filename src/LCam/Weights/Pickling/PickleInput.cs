using System.Buffers.Binary;
using System.Text;

namespace LCam.Weights.Pickling;

/// <summary>The bytes of a pickle. Every length is compared with what is left before memory is taken for it.</summary>
internal sealed class PickleInput(Stream stream, long length)
{
    // Far above any checkpoint's: the numbers of a state dict are not in its pickle.
    private const long MaximumBytes = 64 << 20;
    private const int MaximumLine = 1 << 16;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly long _available = Math.Min(length, MaximumBytes);
    private long _consumed;

    public byte ReadByte()
    {
        Take(1);
        var value = stream.ReadByte();
        return value >= 0 ? (byte)value : throw new EndOfStreamException();
    }

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(4));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(8));

    public double ReadBigEndianDouble() => BinaryPrimitives.ReadDoubleBigEndian(ReadBytes(8));

    public byte[] ReadBytes(ulong count)
    {
        Take(count);
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <exception cref="InvalidDataException">The text is not UTF-8.</exception>
    public string ReadUtf8(ulong count)
    {
        try
        {
            return Utf8.GetString(ReadBytes(count));
        }
        catch (DecoderFallbackException failure)
        {
            throw new InvalidDataException("has a text in its pickle that is not UTF-8", failure);
        }
    }

    /// <summary>A Python 2 string: UTF-8 where it is, else one character a byte.</summary>
    public string ReadByteString(ulong count)
    {
        var bytes = ReadBytes(count);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>The text up to the next line feed, which is consumed.</summary>
    public string ReadLine()
    {
        var line = new StringBuilder();
        for (var next = ReadByte(); next != '\n'; next = ReadByte())
        {
            if (line.Length == MaximumLine)
            {
                throw new InvalidDataException("has an endless line in its pickle");
            }

            line.Append((char)next);
        }

        return line.ToString();
    }

    private void Take(ulong count)
    {
        if (count > (ulong)(_available - _consumed))
        {
            throw _available == MaximumBytes
                ? new InvalidDataException("has a pickle too large for a state dict")
                : new InvalidDataException("is cut off: its pickle goes on where the file ends");
        }

        _consumed += (long)count;
    }
}
