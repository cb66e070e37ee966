using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LCam.Experiments.Store;

/// <summary>Reads rows through SQLite's own interface: of tens of millions a data reader would make an object for each value.</summary>
internal sealed class RowReader : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="parameter">Of the statement's only parameter; null where it has none.</param>
    public RowReader(SqliteConnection connection, string sql, string? parameter = null)
    {
        _database = connection.Handle!;
        Require(raw.sqlite3_prepare_v2(_database, sql, out _statement), raw.SQLITE_OK);
        if (parameter is not null)
        {
            Require(raw.sqlite3_bind_text(_statement, 1, parameter), raw.SQLITE_OK);
        }

        Columns = raw.sqlite3_column_count(_statement);
    }

    public int Columns { get; }

    /// <summary>Goes to the next row, if there is one.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code != raw.SQLITE_DONE)
        {
            Require(code, raw.SQLITE_ROW);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>SQLite's type of a value: 1 whole number, 2 number, 3 text, 5 NULL.</summary>
    public int TypeOf(int column) => raw.sqlite3_column_type(_statement, column);

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Number(int column) => raw.sqlite3_column_double(_statement, column);

    public bool IsNull(int column) => TypeOf(column) == raw.SQLITE_NULL;

    /// <summary>A text's UTF-8 bytes, until the next row.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public void Dispose() => _statement.Dispose();

    private void Require(int code, int expected)
    {
        if (code != expected)
        {
            throw new SqliteException($"{raw.sqlite3_errmsg(_database).utf8_to_string()}", code);
        }
    }
}
