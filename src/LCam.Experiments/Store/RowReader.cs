using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LCam.Experiments.Store;

/// <summary>
/// Reads rows through SQLite's own interface: of tens of millions a data reader would make an object for each value. Types
/// and numbers are fetched once a row, whoever asks for them and how often.
/// </summary>
internal sealed class RowReader : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;
    private readonly nint[] _values;
    private readonly int[] _types;
    private readonly long[] _bits;

    /// <param name="parameters">Of the statement, in order.</param>
    public RowReader(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
        : this(connection.Handle!, sql, parameters)
    {
    }

    /// <param name="parameters">Of the statement, in order.</param>
    internal RowReader(sqlite3 database, string sql, params ReadOnlySpan<string> parameters)
    {
        _database = database;
        Require(raw.sqlite3_prepare_v2(_database, sql, out _statement), raw.SQLITE_OK);
        for (var index = 0; index < parameters.Length; index++)
        {
            Require(raw.sqlite3_bind_text(_statement, index + 1, parameters[index]), raw.SQLITE_OK);
        }

        _handle = _statement.DangerousGetHandle();
        Columns = raw.sqlite3_column_count(_statement);
        (_values, _types, _bits) = (new nint[Columns], new int[Columns], new long[Columns]);
    }

    public int Columns { get; }

    /// <summary>Goes to the next row, if there is one.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_DONE)
        {
            return false;
        }

        Require(code, raw.SQLITE_ROW);
        for (var column = 0; column < _types.Length; column++)
        {
            var value = RowValues.Of(_handle, column);
            _values[column] = value;
            _types[column] = RowValues.Type(value);
            _bits[column] = _types[column] switch
            {
                raw.SQLITE_INTEGER => RowValues.Integer(value),
                raw.SQLITE_FLOAT => BitConverter.DoubleToInt64Bits(RowValues.Number(value)),
                _ => 0,
            };
        }

        return true;
    }

    /// <summary>SQLite's type of a value: 1 whole number, 2 number, 3 text, 5 NULL.</summary>
    public int TypeOf(int column) => _types[column];

    /// <summary>A number's eight bytes as they are kept; 0 where it is none.</summary>
    public long Bits(int column) => _bits[column];

    // Anything may stand where a number should: SQLite then makes one of it.
    public long Integer(int column) => _types[column] == raw.SQLITE_INTEGER ? _bits[column] : RowValues.Integer(_values[column]);

    public double Number(int column) =>
        _types[column] == raw.SQLITE_FLOAT ? BitConverter.Int64BitsToDouble(_bits[column]) : RowValues.Number(_values[column]);

    public bool IsNull(int column) => _types[column] == raw.SQLITE_NULL;

    /// <summary>A text's UTF-8 bytes, until the next row.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => RowValues.Utf8(_values[column]);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>A text that many rows have: all have one.</summary>
    public string Shared(int column) => string.Intern(Text(column));

    public string? SharedOrNull(int column) => IsNull(column) ? null : Shared(column);

    public void Dispose() => _statement.Dispose();

    private void Require(int code, int expected)
    {
        if (code != expected)
        {
            throw new SqliteException($"{raw.sqlite3_errmsg(_database).utf8_to_string()}", code);
        }
    }
}
