using System.Text.Json.Nodes;
using Dapper;

namespace LCam.Experiments.Store;

/// <summary>The seals of finished experiments.</summary>
public sealed class SealRepository(StoreDatabase database, TimeProvider clock)
{
    /// <summary>The latest seal of an experiment; null where it was never sealed.</summary>
    public SealRecord? Latest(string experiment) => database.Read(connection => connection.QueryFirstOrDefault<SealRecord>(
        """
        SELECT sequence, experiment, manifest_id AS ManifestId, text AS Manifest, seal_path AS SealPath, table_path AS TablePath
        FROM seals JOIN texts ON texts.id = manifest_id WHERE experiment = @experiment ORDER BY sequence DESC LIMIT 1
        """,
        new { experiment }));

    /// <summary>The last event's place and hash.</summary>
    public (long Sequence, string Hash) Head() => database.Read(connection => EventLog.Head(connection));

    /// <summary>The event that ended each of these runs well, the latest one, by run.</summary>
    public IReadOnlyDictionary<string, RunBinding> Bindings(IReadOnlyCollection<string> runIds) => database.Read(connection =>
    {
        var wanted = runIds.ToHashSet(StringComparer.Ordinal);
        var bindings = new Dictionary<string, RunBinding>(StringComparer.Ordinal);
        foreach (var (run, hash, detail) in connection.Query<(string Run, string Hash, string Detail)>(
            "SELECT subject, hash, detail FROM events WHERE kind IN ('run-succeeded', 'run-imported') ORDER BY sequence", buffered: false))
        {
            if (wanted.Contains(run))
            {
                bindings[run] = new RunBinding(hash, JsonNode.Parse(detail)?["digests"] is JsonObject digests
                    ? digests.ToDictionary(digest => digest.Key, digest => (string)digest.Value!, StringComparer.Ordinal)
                    : null);
            }
        }

        return bindings;
    });

    /// <summary>Where these runs' numbers come from, by run; those of which nothing was recorded are left out.</summary>
    public IReadOnlyDictionary<string, RunOrigin> Provenance(IReadOnlyCollection<string> runIds) => database.Read(connection => connection
        .Query<RunOrigin>(
            "SELECT run_id AS Run, source_id AS SourceId, inputs_id AS InputsId FROM run_provenance WHERE run_id IN (SELECT value FROM json_each(@runs))",
            new { runs = KeyList.Text(runIds) })
        .ToDictionary(origin => origin.Run, StringComparer.Ordinal));

    /// <summary>These stages in the order of their keys.</summary>
    public IReadOnlyList<RecordedStage> Stages(IReadOnlyCollection<string> keys) => database.Read(connection => connection
        .Query<RecordedStage>("SELECT key, kind, label, created FROM stages WHERE key IN (SELECT value FROM json_each(@keys)) ORDER BY key", new { keys = KeyList.Text(keys) })
        .ToList());

    /// <summary>When an experiment was recorded first.</summary>
    public string Created(string experiment) => database.Read(connection =>
        connection.QuerySingle<string>("SELECT created FROM experiments WHERE name = @experiment", new { experiment }));

    /// <summary>Keeps a seal, and the event that tells of it.</summary>
    /// <param name="store">The store's folder: a store that is moved with all around it finds the files where they are then; null where that is not known.</param>
    public void Add(string experiment, string manifest, string? sealPath, string? tablePath, string? store = null) => database.Write((connection, transaction) =>
    {
        var id = ProvenanceRepository.SaveText(connection, transaction, manifest);
        var sequence = EventLog.Append(connection, transaction, clock.GetUtcNow(), "experiment-sealed", experiment, new JsonObject { ["manifest"] = id, ["seal-path"] = sealPath, ["table-path"] = tablePath, ["store"] = store });
        connection.Execute(
            "INSERT INTO seals (sequence, experiment, manifest_id, seal_path, table_path) VALUES (@sequence, @experiment, @id, @sealPath, @tablePath)",
            new { sequence, experiment, id, sealPath, tablePath },
            transaction);
    });
}
