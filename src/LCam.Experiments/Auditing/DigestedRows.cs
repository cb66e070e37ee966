using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
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
    // A line's rows are of one part and few: sorting them as they come is less than sorting all in the end.
    private const int Nearby = 32;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<Part> _parts = [];
    private readonly Dictionary<PartKey, int> _places = [];
    private int _next;
    private Part? _part;
    private Row _row;

    public int Count { get; private set; }

    /// <summary>The next rows are of this part.</summary>
    public DigestedRows In(string text) => In(new PartKey(text, 0));

    /// <summary>The next rows are of this part.</summary>
    public DigestedRows In(long number) => In(new PartKey("", number));

    /// <summary>Begins a row.</summary>
    public DigestedRows Begin(long first = 0, long second = 0, string name = "")
    {
        if (_part is null)
        {
            In("");
        }

        _row = new Row(first, second, name, _bytes.WrittenCount, 0);
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
    private DigestedRows In(PartKey key)
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
                _parts.Add(new Part(key));
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

    private readonly record struct PartKey(string Text, long Number) : IComparable<PartKey>
    {
        public int CompareTo(PartKey other) => string.CompareOrdinal(Text, other.Text) is var text and not 0 ? text : Number.CompareTo(other.Number);
    }

    private readonly record struct Row(long First, long Second, string Name, int Start, int Length)
    {
        public int CompareTo(in Row other) =>
            First != other.First ? First.CompareTo(other.First)
            : Second != other.Second ? Second.CompareTo(other.Second)
            : ReferenceEquals(Name, other.Name) ? 0 : string.CompareOrdinal(Name, other.Name);
    }

    private sealed class Part(PartKey key)
    {
        private readonly List<Row> _rows = [];
        private bool _isSorted = true;

        public PartKey Key { get; } = key;

        public void Add(in Row row)
        {
            _rows.Add(row);
            var rows = CollectionsMarshal.AsSpan(_rows);
            var at = rows.Length - 1;
            for (var end = Math.Max(0, at - Nearby); at > end && row.CompareTo(rows[at - 1]) < 0; at--)
            {
                rows[at] = rows[at - 1];
            }

            rows[at] = row;
            _isSorted &= at == 0 || row.CompareTo(rows[at - 1]) >= 0;
        }

        // Of equal keys, what was written later stands later.
        public ReadOnlySpan<Row> Sorted()
        {
            var rows = CollectionsMarshal.AsSpan(_rows);
            if (!_isSorted)
            {
                rows.Sort((a, b) => a.CompareTo(b) is var order and not 0 ? order : a.Start.CompareTo(b.Start));
            }

            return rows;
        }
    }
}
