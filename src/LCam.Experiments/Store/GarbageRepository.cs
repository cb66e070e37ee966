using System.Text.Json.Nodes;
using Dapper;
using LCam.Experiments.Running;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>Which runs and stages nothing refers to.</summary>
public sealed class GarbageRepository(StoreDatabase database, TimeProvider clock)
{
    // What runs now may be of an experiment whose spec has changed since: then that version's stages are needed, too.
    // So are a tagged run's stage and those of its cells, which it came from; a classifier came from nothing.
    private const string Needed =
        """
        WITH busy (key) AS (SELECT stage_key FROM runs WHERE state IN ('running', 'queued')),
        tagged (key) AS (SELECT stage_key FROM runs WHERE @tags AND id IN (SELECT run_id FROM run_tags)),
        live (classifier_key, train_key, explain_key, measure_key) AS (
            SELECT classifier_key, train_key, explain_key, measure_key FROM cells
            WHERE current = 1
                OR holder IN (SELECT value FROM json_each(@holders))
                OR train_key IN (SELECT key FROM tagged) OR explain_key IN (SELECT key FROM tagged) OR measure_key IN (SELECT key FROM tagged)
                OR classifier_key IN (SELECT key FROM busy) OR train_key IN (SELECT key FROM busy) OR explain_key IN (SELECT key FROM busy) OR measure_key IN (SELECT key FROM busy)),
        needed (key) AS (
            SELECT classifier_key FROM live WHERE classifier_key IS NOT NULL
            UNION SELECT train_key FROM live WHERE train_key IS NOT NULL
            UNION SELECT explain_key FROM live WHERE explain_key IS NOT NULL
            UNION SELECT measure_key FROM live
            UNION SELECT key FROM busy
            UNION SELECT key FROM tagged)
        """;

    private const string Runs =
        $"""
        {Needed}
        SELECT runs.id, stage_key, attempt, label, stage_key IN (SELECT key FROM needed)
        FROM runs JOIN stages ON stages.key = stage_key
        WHERE state NOT IN ('running', 'queued') AND NOT (@tags AND runs.id IN (SELECT run_id FROM run_tags)) AND (
            stage_key NOT IN (SELECT key FROM needed)
            OR attempt < (SELECT MAX(attempt) FROM runs AS latest WHERE latest.stage_key = runs.stage_key)
                AND attempt <> IFNULL((SELECT MAX(attempt) FROM runs AS done WHERE done.stage_key = runs.stage_key AND done.state = 'succeeded'), 0))
        ORDER BY stage_key, attempt
        """;

    /// <summary>The runs that can go.</summary>
    public IReadOnlyList<GarbageRun> Find() => database.Read(connection => Find(connection, null, Holders(connection, null), tags: true));

    /// <summary>The runs that could go but for tags: those that have one, and the others of their cells.</summary>
    public IReadOnlyList<GarbageRun> KeptByTags() => database.Read(connection =>
    {
        var holders = Holders(connection, null);
        var going = Find(connection, null, holders, tags: true).Select(run => run.Id).ToHashSet(StringComparer.Ordinal);
        return Find(connection, null, holders, tags: false).Where(run => !going.Contains(run.Id)).ToList();
    });

    /// <summary>
    /// Removes them with all that they measured, the stages that are left without a use, and these stages' former cells:
    /// all in the transaction that finds them.
    /// </summary>
    /// <param name="inUse">Whether a worker is in a run's folder, whatever its row says: then it stays.</param>
    public IReadOnlyList<GarbageRun> Remove(Func<GarbageRun, bool>? inUse = null)
    {
        IReadOnlyList<GarbageRun> removed = [];
        database.Write((connection, transaction) =>
        {
            var holders = Holders(connection, transaction);
            removed = [.. Find(connection, transaction, holders, tags: true).Where(run => inUse?.Invoke(run) != true)];
            foreach (var run in removed)
            {
                ScoreRepository.Forget(connection, transaction, run.Id);
                connection.Execute("DELETE FROM runs WHERE id = @Id", new { run.Id }, transaction);
            }

            connection.Execute(
                $"""
                {Needed}
                DELETE FROM cells WHERE current = 0 AND (
                    measure_key NOT IN (SELECT key FROM needed)
                    OR train_key IS NOT NULL AND train_key NOT IN (SELECT key FROM needed)
                    OR explain_key IS NOT NULL AND explain_key NOT IN (SELECT key FROM needed)
                    OR classifier_key IS NOT NULL AND classifier_key NOT IN (SELECT key FROM needed));
                {Needed}
                DELETE FROM stages WHERE key NOT IN (SELECT key FROM needed) AND key NOT IN (SELECT stage_key FROM runs);
                DELETE FROM environments WHERE id NOT IN (SELECT environment_id FROM runs UNION SELECT environment_id FROM stretches);
                DELETE FROM texts WHERE id NOT IN (
                    SELECT source_id FROM run_provenance UNION SELECT inputs_id FROM run_provenance UNION SELECT manifest_id FROM seals);
                """,
                new { holders, tags = true },
                transaction);

            // What is missing from now on is missing on request.
            EventLog.Append(connection, transaction, clock.GetUtcNow(), "garbage-collected", "store", new JsonObject
            {
                ["runs"] = new JsonArray([.. removed.Select(run => JsonValue.Create(run.Id))]),
            });
        });
        return removed;
    }

    /// <summary>Does something to a run's folder while the store certainly has no such run, and nobody can add one.</summary>
    /// <param name="act">May be called again.</param>
    public void WhileGone(string stageKey, int attempt, Action act) => WhileNone("stage_key = @stageKey AND attempt = @attempt", new { stageKey, attempt }, act);

    /// <summary>The same for a stage, while it has no run at all.</summary>
    public void WhileNone(string stageKey, Action act) => WhileNone("stage_key = @stageKey", new { stageKey }, act);

    private void WhileNone(string which, object parameters, Action act) => database.Write((connection, transaction) =>
    {
        if (connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM runs WHERE {which}", parameters, transaction) == 0)
        {
            act();
        }
    });

    private static List<GarbageRun> Find(SqliteConnection connection, SqliteTransaction? transaction, string holders, bool tags) =>
        connection.Query<(string Id, string Key, long Attempt, string Label, long Needed)>(Runs, new { holders, tags }, transaction)
            .Select(row => new GarbageRun(row.Id, row.Key, (int)row.Attempt, row.Label, row.Needed != 0)).ToList();

    // Those that may still act on what they claimed, as JSON.
    private string Holders(SqliteConnection connection, SqliteTransaction? transaction)
    {
        var (here, now) = (HostIdentity.Current(), clock.GetUtcNow());
        return KeyList.Text([.. connection.Query<string>("SELECT DISTINCT holder FROM cells WHERE holder IS NOT NULL", transaction: transaction)
            .Where(text => CellHolder.Parse(text)?.MayBeAlive(here, now) == true)]);
    }
}
