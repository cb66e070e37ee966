using SQLitePCL;

namespace LCam.Experiments.Store;

/// <summary>SHA-256 over rows: each value with its type, texts with their lengths, so that no two different tables read alike.</summary>
internal sealed class RowDigest : IDisposable
{
    private readonly HashBuffer _hash = new();

    /// <summary>Rows since the last digest was taken.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds the reader's row without its first column, the run's id.</summary>
    public void Add(RowReader row)
    {
        Rows++;
        for (var column = 1; column < row.Columns; column++)
        {
            var type = row.TypeOf(column);
            _hash.Add((byte)type);
            switch (type)
            {
                case raw.SQLITE_INTEGER or raw.SQLITE_FLOAT:
                    _hash.Add(row.Bits(column));
                    break;
                case raw.SQLITE_NULL:
                    break;
                default:
                    var text = row.Utf8(column);
                    _hash.Add((long)text.Length);
                    _hash.Add(text);
                    break;
            }
        }
    }

    /// <summary>The digest of all rows so far; begins anew.</summary>
    public Digest Take()
    {
        Rows = 0;
        return _hash.Take();
    }

    public void Dispose() => _hash.Dispose();
}
