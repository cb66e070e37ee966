using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LCam.Experiments.Store;

/// <summary>A SHA-256 in its 32 bytes: as text it takes five times as many, and an audit has millions.</summary>
/// <param name="High">The first 16 bytes.</param>
/// <param name="Low">The others.</param>
internal readonly record struct Digest(UInt128 High, UInt128 Low)
{
    private const int Half = 16;

    /// <summary>The digest of 32 bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[Half..]));

    /// <summary>The digest of a text of 64 hexadecimal digits in lower case; null where it is none.</summary>
    public static Digest? Parse(string? text) => Parse(Encoding.UTF8.GetBytes(text ?? ""));

    /// <summary>As of a text, of its UTF-8 bytes.</summary>
    public static Digest? Parse(ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        return text.Length == 2 * SHA256.HashSizeInBytes && !text.ContainsAnyInRange((byte)'A', (byte)'F')
            && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done
            ? Of(bytes)
            : null;
    }

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[Half..], Low);
        return Convert.ToHexStringLower(bytes);
    }
}
