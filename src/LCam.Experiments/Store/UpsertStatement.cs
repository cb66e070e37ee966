using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LCam.Experiments.Store;

/// <summary>
/// A prepared insertion of one run's rows into a table, which replaces the values of a row that is there. Values are
/// bound by place, without parameter objects: journals have millions of rows.
/// </summary>
internal sealed class UpsertStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound = 1;

    /// <param name="columns">The columns to give, in order, those after <c>run_id</c>.</param>
    public UpsertStatement(SqliteConnection connection, string table, string runId, params string[] columns)
    {
        _database = connection.Handle!;

        // An upsert rather than a replacement: a replaced row would first take its scores along.
        var updates = string.Join(", ", columns.Select(column => $"{column} = excluded.{column}"));
        var sql = $"INSERT INTO {table} (run_id, {string.Join(", ", columns)}) VALUES (?{string.Concat(columns.Select(_ => ", ?"))}) ON CONFLICT DO UPDATE SET {updates}";
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        Check(raw.sqlite3_bind_text(_statement, 1, runId));
    }

    public UpsertStatement Text(string value) => Bound(raw.sqlite3_bind_text(_statement, ++_bound, value));

    public UpsertStatement Integer(long value) => Bound(raw.sqlite3_bind_int64(_statement, ++_bound, value));

    /// <summary>SQLite has no NaN: what is not a number is NULL.</summary>
    public UpsertStatement Number(double? value) => Bound(value is { } number && double.IsFinite(number)
        ? raw.sqlite3_bind_double(_statement, ++_bound, number)
        : raw.sqlite3_bind_null(_statement, ++_bound));

    /// <summary>Writes the row whose values were given.</summary>
    public void Execute()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        _bound = 1;
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }

    public void Dispose() => _statement.Dispose();

    private UpsertStatement Bound(int result)
    {
        Check(result);
        return this;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
