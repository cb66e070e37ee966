using Dapper;
using LCam.Experiments.Store;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Auditing;

/// <summary>Connections that read a store side by side, all as it was at one moment, even if a sweep goes on meanwhile.</summary>
internal sealed class AuditConnections : IDisposable
{
    private const int Most = 8;
    private const int Tries = 20;

    private readonly List<SqliteConnection> _all = [];

    private AuditConnections()
    {
    }

    public IReadOnlyList<SqliteConnection> All => _all;

    /// <summary>Opens a store for reading alone.</summary>
    /// <exception cref="Problems.ProblemException">There is none, it cannot be read, or it is of another version.</exception>
    public static AuditConnections Open(string folder)
    {
        var opened = new AuditConnections();
        try
        {
            for (var reader = 0; reader < Math.Min(Environment.ProcessorCount, Most); reader++)
            {
                opened._all.Add(StoreDatabase.OpenUntouched(folder));
            }

            if (!opened.Aligns())
            {
                opened.KeepOne(folder);
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => _all.ForEach(connection => connection.Dispose());

    // Each run's end adds an event: with the same last one, all see the same finished runs.
    private bool Aligns()
    {
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                _all.ForEach(connection => connection.Execute("BEGIN DEFERRED"));
                if (_all.Select(connection => connection.ExecuteScalar<string?>("SELECT hash FROM events ORDER BY sequence DESC LIMIT 1")).Distinct().Count() == 1)
                {
                    return true;
                }

                _all.ForEach(connection => connection.Execute("COMMIT TRANSACTION"));
            }
        }
        catch (SqliteException)
        {
            // The events cannot be read, which is for the checks to find.
        }

        return false;
    }

    // One reader has a moment of its own.
    private void KeepOne(string folder)
    {
        Dispose();
        _all.Clear();
        _all.Add(StoreDatabase.OpenUntouched(folder));
        _all[0].Execute("BEGIN; SELECT COUNT(*) FROM sqlite_schema");
    }
}
