using System.Text.Json.Nodes;
using Dapper;
using LCam.Experiments.Journals;
using LCam.Experiments.Provenance;
using LCam.Experiments.Stages;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>Runs: attempts at stages, their states and what they left.</summary>
public sealed class RunRepository(StoreDatabase database, TimeProvider clock)
{
    /// <summary>The latest attempt at each of these stages, by stage key.</summary>
    public IReadOnlyDictionary<string, RunRecord> Latest(IReadOnlyCollection<string> stageKeys) => database.Read(connection =>
    {
        var latest = new Dictionary<string, RunRecord>(StringComparer.Ordinal);
        foreach (var row in connection.Query<RunRow>(
            $"SELECT {RunRow.Columns} FROM runs WHERE stage_key IN (SELECT value FROM json_each(@keys)) ORDER BY stage_key, attempt",
            new { keys = KeyList.Text(stageKeys) }, buffered: false))
        {
            latest[row.StageKey] = row.Record();
        }

        return latest;
    });

    /// <summary>All attempts at a stage, first to last.</summary>
    public IReadOnlyList<RunRecord> Of(string stageKey) => database.Read(connection =>
        connection.Query<RunRow>($"SELECT {RunRow.Columns} FROM runs WHERE stage_key = @stageKey ORDER BY attempt", new { stageKey })
            .Select(row => row.Record()).ToList());

    /// <summary>All runs, by their start.</summary>
    public IReadOnlyList<RunRecord> All() => database.Read(connection =>
        connection.Query<RunRow>($"SELECT {RunRow.Columns} FROM runs ORDER BY started, id").Select(row => row.Record()).ToList());

    /// <summary>The runs whose id begins with <paramref name="prefix"/>, at most a handful.</summary>
    public IReadOnlyList<RunRecord> ByPrefix(string prefix) => database.Read(connection =>
        connection.Query<RunRow>(
            $"SELECT {RunRow.Columns} FROM runs WHERE id >= @prefix AND id < @end ORDER BY id LIMIT 10",
            new { prefix, end = prefix + "g" }).Select(row => row.Record()).ToList());

    /// <summary>The folders of all runs, as <c>KEY/ATTEMPT</c>.</summary>
    public IReadOnlySet<string> Folders() => database.Read(connection =>
        connection.Query<string>("SELECT stage_key || '/' || attempt FROM runs").ToHashSet(StringComparer.Ordinal));

    /// <summary>What a run is of which the store has not everything.</summary>
    internal static ProblemException Gone(RunRecord run, string what) => new(
        ProblemKind.DataMissing, new Problem(run.Id, $"the store does not have this run's {what}", "if 'lcam gc' took it in this moment, run this again; else the database is damaged: restore the store from a copy"));

    /// <summary>Runs in a state, oldest first.</summary>
    public IReadOnlyList<RunRecord> InState(RunState state) => database.Read(connection =>
        connection.Query<RunRow>($"SELECT {RunRow.Columns} FROM runs WHERE state = @state ORDER BY started", new { state = Text(state) })
            .Select(row => row.Record()).ToList());

    /// <summary>Adds a run, or replaces what the store knows of it.</summary>
    public void Save(RunRecord run, string environment) => database.Write((connection, transaction) => Save(run, environment, connection, transaction));

    /// <summary>Looks at a stage's latest run and saves what follows from it, with nobody in between.</summary>
    /// <param name="decide">From the latest run, null where there is none, to the one to save, null for none. May be called again.</param>
    public void Replace(string stageKey, Func<RunRecord?, RunRecord?> decide, string environment) => database.Write((connection, transaction) =>
    {
        var latest = connection.QueryFirstOrDefault<RunRow>(
            $"SELECT {RunRow.Columns} FROM runs WHERE stage_key = @stageKey ORDER BY attempt DESC LIMIT 1", new { stageKey }, transaction);
        if (decide(latest?.Record()) is { } run)
        {
            Save(run, environment, connection, transaction);
        }
    });

    /// <summary>Replaces what the store knows of a run, if its holder still holds it.</summary>
    /// <returns>Whether it does: a holder that was silent for too long may have lost it to another.</returns>
    public bool Update(RunRecord run, string environment)
    {
        var held = false;
        database.Write((connection, transaction) =>
        {
            held = IsHeld(run, connection, transaction);
            if (held)
            {
                Save(run, environment, connection, transaction);
            }
        });
        return held;
    }

    /// <summary>Adds journal lines of a run, if its holder still holds it. A line that is there already is replaced by its equal.</summary>
    /// <returns>Whether it does.</returns>
    public bool Ingest(RunRecord run, IReadOnlyCollection<JournalEntry> entries)
    {
        var held = false;
        database.Write((connection, transaction) =>
        {
            held = IsHeld(run, connection, transaction);
            if (held)
            {
                using var statements = new IngestStatements(connection, transaction, run.Id);
                foreach (var entry in entries)
                {
                    statements.Add(entry);
                }
            }
        });
        return held;
    }

    /// <summary>Ends a run, if its holder still holds it: its row, its files and the event that tells of it, all in one transaction.</summary>
    /// <param name="run">As it ended.</param>
    /// <param name="kind">The event.</param>
    /// <param name="detail">What the event says beside the digests of all that the run measured.</param>
    /// <returns>Whether the holder does.</returns>
    public bool End(RunRecord run, string environment, IReadOnlyCollection<ArtifactRecord> artifacts, StageUsage? usage, string kind, JsonObject detail)
    {
        var held = false;
        database.Write((connection, transaction) =>
        {
            held = IsHeld(run, connection, transaction);
            if (held)
            {
                ScoreRepository.SaveArtifacts(connection, transaction, run.Id, artifacts);
                ProvenanceRepository.SaveUsage(connection, transaction, run.Id, usage);
                Save(run, environment, connection, transaction);
                Bind(run, kind, detail, connection, transaction);
            }
        });
        return held;
    }

    // A number that is changed later no longer has the digest that the chain of events has of it.
    private void Bind(RunRecord run, string kind, JsonObject detail, SqliteConnection connection, SqliteTransaction transaction)
    {
        var bound = detail.DeepClone().AsObject();
        bound["stage"] = run.StageKey;
        if (run.State == RunState.Succeeded)
        {
            bound["digests"] = new JsonObject(RunTables.Digests(connection, run.Id).Select(digest => KeyValuePair.Create(digest.Key, (JsonNode?)digest.Value)));
        }

        EventLog.Append(connection, transaction, clock.GetUtcNow(), kind, run.Id, bound);
    }

    // A job's run, too, is written by the process alone that watches it: who attaches to the job takes that over.
    private static bool IsHeld(RunRecord run, SqliteConnection connection, SqliteTransaction transaction) => connection.ExecuteScalar<bool>(
        "SELECT COUNT(*) FROM runs WHERE id = @Id AND state IN ('running', 'queued') AND host = @Host AND pid = @Pid AND boot_id = @BootId", run, transaction);

    /// <summary>As <see cref="Of(string)"/>, within a transaction.</summary>
    internal static IReadOnlyList<RunRecord> Of(SqliteConnection connection, SqliteTransaction transaction, string stageKey) =>
        [.. connection.Query<RunRow>($"SELECT {RunRow.Columns} FROM runs WHERE stage_key = @stageKey ORDER BY attempt", new { stageKey }, transaction).Select(row => row.Record())];

    /// <summary>Adds a run that was executed for another store, with all that it measured and left.</summary>
    internal void Import(
        SqliteConnection connection, SqliteTransaction transaction, StageRecord stage, RunRecord run, string environment, RunProvenance? provenance,
        IReadOnlyCollection<ArtifactRecord> artifacts, IEnumerable<JournalEntry> entries, JsonObject detail)
    {
        connection.Execute(
            "INSERT INTO stages (key, kind, label, identity, subject_key, created) VALUES (@Key, @Kind, @Label, @Identity, @subject, @now) ON CONFLICT DO NOTHING",
            new { stage.Key, stage.Kind, stage.Label, stage.Identity, subject = ExperimentRepository.Subject(stage), now = StoreTime.Text(run.Started) },
            transaction);
        Save(run with { State = RunState.Running }, environment, connection, transaction);
        using (var statements = new IngestStatements(connection, transaction, run.Id))
        {
            foreach (var entry in entries)
            {
                statements.Add(entry);
            }
        }

        ScoreRepository.SaveArtifacts(connection, transaction, run.Id, artifacts);
        if (provenance is not null)
        {
            ProvenanceRepository.Save(connection, transaction, run.Id, provenance);
        }

        Save(run, environment, connection, transaction);
        Bind(run, "run-imported", detail, connection, transaction);
    }

    private static void Save(RunRecord run, string environment, SqliteConnection connection, SqliteTransaction transaction)
    {
        connection.Execute(
            "INSERT INTO environments (id, description) VALUES (@EnvironmentId, @environment) ON CONFLICT DO NOTHING",
            new { run.EnvironmentId, environment },
            transaction);
        connection.Execute(
            """
            INSERT INTO runs (id, stage_key, attempt, state, host, pid, boot_id, heartbeat, started, ended, seconds, device, threads,
                environment_id, failure_kind, failure_message, engine, job)
            VALUES (@Id, @StageKey, @Attempt, @state, @Host, @Pid, @BootId, @heartbeat, @started, @ended, @Seconds, @Device, @Threads,
                @EnvironmentId, @FailureKind, @FailureMessage, @engine, @job)
            ON CONFLICT (id) DO UPDATE SET
                state = excluded.state, host = excluded.host, pid = excluded.pid, boot_id = excluded.boot_id,
                heartbeat = excluded.heartbeat, ended = excluded.ended, seconds = excluded.seconds, device = excluded.device,
                threads = excluded.threads, environment_id = excluded.environment_id,
                failure_kind = excluded.failure_kind, failure_message = excluded.failure_message,
                engine = excluded.engine, job = excluded.job
            """,
            new
            {
                run.Id,
                run.StageKey,
                run.Attempt,
                state = Text(run.State),
                run.Host,
                run.Pid,
                run.BootId,
                heartbeat = StoreTime.Text(run.Heartbeat),
                started = StoreTime.Text(run.Started),
                ended = run.Ended is { } ended ? StoreTime.Text(ended) : null,
                run.Seconds,
                run.Device,
                run.Threads,
                run.EnvironmentId,
                run.FailureKind,
                run.FailureMessage,
                engine = run.Job?.Engine,
                job = run.Job?.Id.ToString(),
            },
            transaction);
        if (run.State == RunState.Succeeded)
        {
            SummaryRepository.Keep(connection, transaction, run.Id);
        }
    }

    private static string Text(RunState state) => state.ToString().ToLowerInvariant();
}
