using Parquet;
using Parquet.Schema;

namespace LCam.Experiments.ScoreFiles;

/// <summary>Apache Parquet. Rows are held until a row group is full, and written then: that is all the memory it takes.</summary>
internal sealed class ParquetScoreWriter : IScoreWriter
{
    private const int RowsOfGroup = 1 << 16;

    private readonly Column[] _columns;
    private readonly ParquetWriter _writer;
    private int _rows;

    public ParquetScoreWriter(Stream stream, IReadOnlyList<ScoreColumn> columns)
    {
        _columns = [.. columns.Select(Column.Of)];
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(_columns.Select(column => column.Field)), stream).GetAwaiter().GetResult();
        _writer.CustomMetadata = new Dictionary<string, string> { [ScoreFile.Mark] = "1" };
    }

    public void Add(ReadOnlySpan<ScoreValue> row)
    {
        for (var column = 0; column < row.Length; column++)
        {
            _columns[column].Set(_rows, row[column]);
        }

        if (++_rows == RowsOfGroup)
        {
            WriteGroup();
        }
    }

    public void Complete()
    {
        if (_rows > 0)
        {
            WriteGroup();
        }
    }

    // Writes the footer.
    public void Dispose() => _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void WriteGroup()
    {
        using var group = _writer.CreateRowGroup();
        foreach (var column in _columns)
        {
            column.Write(group, _rows).GetAwaiter().GetResult();
        }

        _rows = 0;
    }

    private abstract class Column(DataField data)
    {
        public DataField Field => data;

        public static Column Of(ScoreColumn column) => column.Type switch
        {
            ScoreType.Text => new Texts(new DataField<string>(column.Name)),
            ScoreType.Whole => new Values<long>(new DataField<long?>(column.Name), value => (long)value),
            ScoreType.Flag => new Values<bool>(new DataField<bool?>(column.Name), value => value != 0),
            _ => new Values<double>(new DataField<double?>(column.Name), value => value),
        };

        public abstract void Set(int row, ScoreValue value);

        public abstract Task Write(ParquetRowGroupWriter group, int rows);
    }

    private sealed class Texts(DataField data) : Column(data)
    {
        private readonly string?[] _texts = new string?[RowsOfGroup];

        public override void Set(int row, ScoreValue value) => _texts[row] = value.Text;

        public override async Task Write(ParquetRowGroupWriter group, int rows) =>
            await group.WriteAsync(Field, (IReadOnlyCollection<string?>)new ArraySegment<string?>(_texts, 0, rows)).ConfigureAwait(false);
    }

    private sealed class Values<T>(DataField data, Func<double, T> convert) : Column(data)
        where T : struct
    {
        private readonly T?[] _values = new T?[RowsOfGroup];

        public override void Set(int row, ScoreValue value) => _values[row] = value.NumberOrNull is { } number ? convert(number) : null;

        public override async Task Write(ParquetRowGroupWriter group, int rows) =>
            await group.WriteAsync<T>(Field, _values.AsMemory(0, rows)).ConfigureAwait(false);
    }
}
