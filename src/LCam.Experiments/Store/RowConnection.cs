using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LCam.Experiments.Store;

/// <summary>A connection for one thread alone: SQLite takes no lock at each value of each row, a quarter of the time that tens of millions take.</summary>
internal sealed class RowConnection : IDisposable
{
    private readonly sqlite3 _database;

    private RowConnection(sqlite3 database) => _database = database;

    /// <summary>Opens a store's database for reading alone.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static RowConnection Open(string folder)
    {
        var code = raw.sqlite3_open_v2(Path.Combine(folder, StoreDatabase.FileName), out var database, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            using (database)
            {
                throw new SqliteException(raw.sqlite3_errstr(code).utf8_to_string(), code);
            }
        }

        var connection = new RowConnection(database);
        foreach (var setting in StoreDatabase.Settings.Split(';'))
        {
            connection.Execute(setting);
        }

        return connection;
    }

    /// <summary>Reads the rows that a statement gives.</summary>
    /// <param name="parameters">Of the statement, in order.</param>
    public RowReader Read(string sql, params ReadOnlySpan<string> parameters) => new(_database, sql, parameters);

    /// <summary>Executes a statement that gives no rows.</summary>
    public void Execute(string sql)
    {
        using var rows = Read(sql);
        rows.Read();
    }

    /// <summary>The first column of the first row; null where there is none.</summary>
    public string? Text(string sql)
    {
        using var rows = Read(sql);
        return rows.Read() ? rows.Text(0) : null;
    }

    public void Dispose() => _database.Dispose();
}
