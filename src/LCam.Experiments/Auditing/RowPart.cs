using System.Runtime.InteropServices;

namespace LCam.Experiments.Auditing;

/// <summary>What all rows of a part have in common: the first columns of their keys.</summary>
internal readonly record struct RowPartKey(string Text, long Number) : IComparable<RowPartKey>
{
    public int CompareTo(RowPartKey other) => string.CompareOrdinal(Text, other.Text) is var text and not 0 ? text : Number.CompareTo(other.Number);
}

/// <summary>The rest of a row's key, and where its bytes are.</summary>
internal readonly record struct KeyedRow(long First, long Second, string Name, int Start, int Length)
{
    public int CompareTo(in KeyedRow other) =>
        First != other.First ? First.CompareTo(other.First)
        : Second != other.Second ? Second.CompareTo(other.Second)
        : ReferenceEquals(Name, other.Name) ? 0 : string.CompareOrdinal(Name, other.Name);
}

/// <summary>Some of a table's rows, which come nearly in order.</summary>
internal sealed class RowPart(RowPartKey key)
{
    // A line's rows are of one part and few: sorting them as they come is less than sorting all in the end.
    private const int Nearby = 32;

    private readonly List<KeyedRow> _rows = [];
    private bool _isSorted = true;

    public RowPartKey Key { get; } = key;

    public void Add(in KeyedRow row)
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
    public ReadOnlySpan<KeyedRow> Sorted()
    {
        var rows = CollectionsMarshal.AsSpan(_rows);
        if (!_isSorted)
        {
            rows.Sort((a, b) => a.CompareTo(b) is var order and not 0 ? order : a.Start.CompareTo(b.Start));
        }

        return rows;
    }
}
