using System.Buffers.Binary;
using System.Security.Cryptography;
using SQLitePCL;

namespace LCam.Experiments.Store;

/// <summary>SHA-256 over rows: each value with its type, texts with their lengths, so that no two different tables read alike.</summary>
internal sealed class RowDigest : IDisposable
{
    private const int Capacity = 16_384;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[Capacity];
    private int _length;

    /// <summary>Rows since the last digest was taken.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds the reader's row without its first column, the run's id.</summary>
    public void Add(RowReader row)
    {
        Rows++;
        for (var column = 1; column < row.Columns; column++)
        {
            var type = row.TypeOf(column);
            var room = Room(1 + sizeof(long));
            room[0] = (byte)type;
            switch (type)
            {
                case raw.SQLITE_INTEGER or raw.SQLITE_FLOAT:
                    BinaryPrimitives.WriteInt64LittleEndian(room[1..], row.Bits(column));
                    _length += 1 + sizeof(long);
                    break;
                case raw.SQLITE_NULL:
                    _length++;
                    break;
                default:
                    var text = row.Utf8(column);
                    BinaryPrimitives.WriteInt64LittleEndian(room[1..], text.Length);
                    _length += 1 + sizeof(long);
                    Append(text);
                    break;
            }
        }
    }

    /// <summary>The digest of all rows so far, in lower-case hexadecimal; begins anew.</summary>
    public string Take()
    {
        Flush();
        Rows = 0;
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Append(ReadOnlySpan<byte> bytes)
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
