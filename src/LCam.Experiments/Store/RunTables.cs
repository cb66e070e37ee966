using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>All that the chain of events binds of a run, table by table.</summary>
internal static class RunTables
{
    public const string Run = "run";
    public const string Artifacts = "artifacts";
    public const string Images = "images";
    public const string Scores = "scores";
    public const string Measures = "measures";
    public const string Metrics = "metrics";
    public const string Stretches = "stretches";
    public const string Hosts = "hosts";
    public const string Seeds = "seeds";
    public const string Similarities = "similarities";

    public static IReadOnlyList<RunTable> All { get; } =
    [
        new(Run, "runs", "id", "stage_key, attempt, state, host, pid, boot_id, heartbeat, started, ended, seconds, device, threads, environment_id, failure_kind, failure_message", ""),
        new("provenance", "run_provenance", "run_id", "source_id, inputs_id, processor_seconds, peak_bytes", ""),
        new(Stretches, "stretches", "run_id", "first, environment_id", "first"),
        new(Hosts, "stretch_hosts", "run_id", "first, host", "first"),
        new(Seeds, "seeds", "run_id", "purpose, seed", "purpose"),
        new(Metrics, "metrics", "run_id", "scope, epoch, step, name, value", "scope, epoch, step, name"),
        new("checkpoints", "checkpoints", "run_id", "step, epoch, path, sha256", "step"),
        new(Artifacts, "artifacts", "run_id", "path, role, sha256, bytes", "path"),
        new(Images, "explained_images", "run_id", "image_index, image, label, class, confidence, label_rank, degenerate", "image_index"),
        new(Scores, "image_scores", "run_id", "percentage, image_index, confidence, label_rank", "percentage, image_index"),
        new(Measures, "image_measures", "run_id", "measure, image_index, value", "measure, image_index"),
        new(Similarities, "map_similarities", "run_id", "depth, image_index, layer, image, class, rank_correlation, structural_similarity", "depth, image_index"),
    ];

    /// <summary>The digests of a run's rows, by table; tables that have none of it are left out.</summary>
    public static IReadOnlyDictionary<string, string> Digests(SqliteConnection connection, string runId) => Digests(connection, runId, All);

    /// <summary>The same of some tables.</summary>
    public static IReadOnlyDictionary<string, string> Digests(SqliteConnection connection, string runId, IReadOnlyList<RunTable> tables)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            using var rows = new RowReader(connection, table.OfRun, runId);
            using var digest = new RowDigest();
            while (rows.Read())
            {
                digest.Add(rows);
            }

            if (digest.Rows > 0)
            {
                digests.Add(table.Id, digest.Take().ToString());
            }
        }

        return digests;
    }
}
