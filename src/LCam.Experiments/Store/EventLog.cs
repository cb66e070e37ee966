using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using LCam.Experiments.Planning;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>What happened, in order, as a hash chain: each event's hash covers the one before it, so none can be changed, dropped or moved unseen.</summary>
public sealed class EventLog(StoreDatabase database, TimeProvider clock)
{
    // Runs that are under way began among the last events; the log of a large store is long.
    private const int Lately = 10_000;

    /// <summary>The columns of an <see cref="EventRecord"/>.</summary>
    internal const string Columns = "sequence, time, kind, subject, detail, previous_hash AS PreviousHash, hash";

    internal const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Appends an event.</summary>
    /// <param name="kind">What happened, such as <c>run-started</c>.</param>
    /// <param name="subject">The run, stage or experiment that it happened to.</param>
    /// <param name="detail">Anything more.</param>
    public void Append(string kind, string subject, JsonObject? detail = null)
    {
        var now = clock.GetUtcNow();
        database.Write((connection, transaction) => Append(connection, transaction, now, kind, subject, detail));
    }

    /// <summary>Appends an event together with the change that it tells of.</summary>
    /// <returns>Its place in the chain.</returns>
    internal static long Append(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now, string kind, string subject, JsonObject? detail)
    {
        var time = StoreTime.Text(now);
        var text = CanonicalJson.Text(detail ?? []);
        var last = Head(connection, transaction);
        var sequence = last.Sequence + 1;
        var hash = Hash(sequence, time, kind, subject, text, last.Hash);
        connection.Execute(
            """
            INSERT INTO events (sequence, time, kind, subject, detail, previous_hash, hash)
            VALUES (@sequence, @time, @kind, @subject, @text, @previous, @hash)
            """,
            new { sequence, time, kind, subject, text, previous = last.Hash, hash },
            transaction);
        return sequence;
    }

    /// <summary>The last event's place and hash; those before the first where there is none.</summary>
    internal static (long Sequence, string Hash) Head(SqliteConnection connection, SqliteTransaction? transaction = null) =>
        connection.QueryFirstOrDefault<(long Sequence, string Hash)?>(
            "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1", transaction: transaction) ?? (0, Genesis);

    /// <summary>When the last thing happened to a run, stage or experiment that is under way; null where nothing did lately.</summary>
    public DateTimeOffset? LastOf(string subject) => database.Read(connection => connection.ExecuteScalar<string?>(
        """
        SELECT time FROM events
        WHERE sequence > (SELECT MAX(sequence) FROM events) - @lately AND subject = @subject
        ORDER BY sequence DESC LIMIT 1
        """,
        new { subject, lately = Lately })) is { } time ? StoreTime.Parse(time) : null;

    /// <summary>The whole chain, first to last.</summary>
    public IReadOnlyList<EventRecord> All() => database.Read(connection => connection.Query<EventRecord>($"SELECT {Columns} FROM events ORDER BY sequence").ToList());

    /// <summary>All that happened to these runs, stages or experiments, by subject, in order.</summary>
    public ILookup<string, EventRecord> Of(IReadOnlyCollection<string> subjects) => database.Read(connection => connection
        .Query<EventRecord>(
            $"SELECT {Columns} FROM events WHERE subject IN (SELECT value FROM json_each(@subjects)) ORDER BY sequence", new { subjects = KeyList.Text(subjects) })
        .ToLookup(happened => happened.Subject, StringComparer.Ordinal));

    /// <summary>The hash that an event with these fields must have.</summary>
    public static string Hash(long sequence, string time, string kind, string subject, string detail, string previousHash)
    {
        using var hash = new EventHash();
        return hash.Of(sequence, Encoding.UTF8.GetBytes(time), Encoding.UTF8.GetBytes(kind), Encoding.UTF8.GetBytes(subject), Encoding.UTF8.GetBytes(detail), Encoding.UTF8.GetBytes(previousHash))
            .ToString();
    }
}
