using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using LCam.Experiments.Store;
using SQLitePCL;

namespace LCam.Experiments.Auditing;

/// <summary>
/// A table's rows in the bytes that <see cref="RowDigest"/> covers, in the order of their keys; of rows with one key the last
/// one counts. Parts follow each other in their own order, and in each of them rows come nearly sorted.
/// </summary>
internal sealed class DigestedRows
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<RowPart> _parts = [];
    private readonly Dictionary<RowPartKey, int> _places = [];
    private int _next;
    private RowPart? _part;
    private KeyedRow _row;

    public int Count { get; private set; }

    /// <summary>The next rows are of this part.</summary>
    public DigestedRows In(string text) => In(new RowPartKey(text, 0));

    /// <summary>The next rows are of this part.</summary>
    public DigestedRows In(long number) => In(new RowPartKey("", number));

    /// <summary>Begins a row.</summary>
    public DigestedRows Begin(long first = 0, long second = 0, string name = "")
    {
        if (_part is null)
        {
            In("");
        }

        _row = new KeyedRow(first, second, name, _bytes.WrittenCount, 0);
        return this;
    }

    public DigestedRows Integer(long value) => Bits(raw.SQLITE_INTEGER, value);

    // SQLite has neither NaN nor a negative zero.
    public DigestedRows Number(double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            return Bits(raw.SQLITE_FLOAT, BitConverter.DoubleToInt64Bits(number + 0.0));
        }

        _bytes.GetSpan(1)[0] = raw.SQLITE_NULL;
        _bytes.Advance(1);
        return this;
    }

    public DigestedRows Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Bits(raw.SQLITE_TEXT, length);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
        return this;
    }

    public DigestedRows Text(ReadOnlySpan<byte> utf8)
    {
        Bits(raw.SQLITE_TEXT, utf8.Length);
        _bytes.Write(utf8);
        return this;
    }

    public void End()
    {
        Count++;
        _part!.Add(_row with { Length = _bytes.WrittenCount - _row.Start });
    }

    public Digest Digest()
    {
        using var hash = new HashBuffer();
        foreach (var part in _parts.OrderBy(part => part.Key))
        {
            var rows = part.Sorted();
            for (var row = 0; row < rows.Length; row++)
            {
                if (row == rows.Length - 1 || rows[row].CompareTo(rows[row + 1]) != 0)
                {
                    hash.Add(_bytes.WrittenSpan.Slice(rows[row].Start, rows[row].Length));
                }
            }
        }

        return hash.Take();
    }

    // Lines name the parts in the same order again and again.
    private DigestedRows In(RowPartKey key)
    {
        if (_next >= _parts.Count)
        {
            _next = 0;
        }

        if (_part?.Key == key)
        {
            return this;
        }

        if (_next >= _parts.Count || _parts[_next].Key != key)
        {
            if (!_places.TryGetValue(key, out _next))
            {
                _next = _parts.Count;
                _places.Add(key, _next);
                _parts.Add(new RowPart(key));
            }
        }

        _part = _parts[_next++];
        return this;
    }

    private DigestedRows Bits(int type, long value)
    {
        var span = _bytes.GetSpan(1 + sizeof(long));
        span[0] = (byte)type;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], value);
        _bytes.Advance(1 + sizeof(long));
        return this;
    }
}
