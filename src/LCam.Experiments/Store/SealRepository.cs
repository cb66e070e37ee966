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

    /// <summary>The hash of the event that ended each of these runs well, by run.</summary>
    public IReadOnlyDictionary<string, string> Bindings(IReadOnlyCollection<string> runIds) => database.Read(connection =>
    {
        var wanted = runIds.ToHashSet(StringComparer.Ordinal);
        var bindings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (run, hash) in connection.Query<(string Run, string Hash)>(
            "SELECT subject, hash FROM events WHERE kind IN ('run-succeeded', 'run-imported') ORDER BY sequence", buffered: false))
        {
            if (wanted.Contains(run))
            {
                bindings[run] = hash;
            }
        }

        return bindings;
    });

    /// <summary>Keeps a seal, and the event that tells of it.</summary>
    public void Add(string experiment, string manifest, string? sealPath, string? tablePath) => database.Write((connection, transaction) =>
    {
        var id = ProvenanceRepository.SaveText(connection, transaction, manifest);
        var sequence = EventLog.Append(connection, transaction, clock.GetUtcNow(), "experiment-sealed", experiment, new JsonObject { ["manifest"] = id, ["seal-path"] = sealPath, ["table-path"] = tablePath });
        connection.Execute(
            "INSERT INTO seals (sequence, experiment, manifest_id, seal_path, table_path) VALUES (@sequence, @experiment, @id, @sealPath, @tablePath)",
            new { sequence, experiment, id, sealPath, tablePath },
            transaction);
    });
}
