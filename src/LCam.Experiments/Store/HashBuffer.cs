using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LCam.Experiments.Store;

/// <summary>SHA-256 over many small pieces, which go to the hash function many at once: each call of it costs as much as a kilobyte.</summary>
internal sealed class HashBuffer : IDisposable
{
    private const int Capacity = 16_384;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[Capacity];
    private int _length;

    /// <summary>Adds a byte.</summary>
    public void Add(byte value)
    {
        Room(1)[0] = value;
        _length++;
    }

    /// <summary>Adds a number's eight bytes, the lowest first.</summary>
    public void Add(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);
        _length += sizeof(long);
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Capacity)
        {
            Flush();
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>The hash of all that was added; begins anew.</summary>
    public Digest Take()
    {
        Flush();
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(bytes);
        return Digest.Of(bytes);
    }

    public void Dispose() => _hash.Dispose();

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes > Capacity)
        {
            Flush();
        }

        return _buffer.AsSpan(_length);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
