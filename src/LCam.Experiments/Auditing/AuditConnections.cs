using Dapper;
using LCam.Experiments.Store;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Auditing;

/// <summary>Connections that read a store side by side, all as it was at one moment, even if a sweep goes on meanwhile.</summary>
internal sealed class AuditConnections : IDisposable
{
    // Those that have one table to read.
    private const int Single = 4;

    private const int Most = 8;
    private const int Tries = 20;
    private const string Head = "SELECT hash FROM events ORDER BY sequence DESC LIMIT 1";

    private readonly List<RowConnection> _readers = [];

    private AuditConnections(SqliteConnection main) => Main = main;

    /// <summary>For all questions but those that have a connection of their own.</summary>
    public SqliteConnection Main { get; }

    /// <summary>For the chain of events.</summary>
    public RowConnection Chain => _readers[0];

    /// <summary>For the runs.</summary>
    public RowConnection Runs => _readers[1];

    /// <summary>For the stages.</summary>
    public RowConnection Stages => _readers[2];

    /// <summary>For what is known of the files that runs left.</summary>
    public RowConnection Files => _readers[3];

    /// <summary>For those that go through every row that is bound to a run, each of a thread of its own.</summary>
    public List<RowConnection> Readers => _readers[Single..];

    /// <summary>Opens a store for reading alone.</summary>
    /// <exception cref="Problems.ProblemException">There is none, it cannot be read, or it is of another version.</exception>
    public static AuditConnections Open(string folder)
    {
        var opened = new AuditConnections(StoreDatabase.OpenUntouched(folder));
        try
        {
            opened.Align(folder);
            return opened;
        }
        catch (SqliteException failure)
        {
            opened.Dispose();
            throw StoreDatabase.Unreadable(folder, failure);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _readers.ForEach(reader => reader.Dispose());
        Main.Dispose();
    }

    // All connections must see the same last event, else they see different sets of finished runs. Retry until they do.
    // After the last try, or if events cannot be read, go on: the chain's own checks report that.
    private void Align(string folder)
    {
        for (var reader = 0; reader < Single + Math.Min(Environment.ProcessorCount, Most); reader++)
        {
            _readers.Add(RowConnection.Open(folder));
        }

        for (var attempt = 1; !Begin() && attempt < Tries; attempt++)
        {
            Main.Execute("COMMIT TRANSACTION");
            _readers.ForEach(reader => reader.Execute("COMMIT TRANSACTION"));
        }
    }

    private bool Begin()
    {
        Main.Execute("BEGIN DEFERRED; SELECT COUNT(*) FROM sqlite_schema");
        _readers.ForEach(reader => reader.Execute("BEGIN DEFERRED"));
        try
        {
            var head = Main.ExecuteScalar<string?>(Head);
            return _readers.TrueForAll(reader => reader.Text(Head) == head);
        }
        catch (SqliteException)
        {
            return true;
        }
    }
}
