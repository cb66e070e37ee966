using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>The prepared statements that put a run's journal lines into tables, within one transaction.</summary>
internal sealed class IngestStatements(SqliteConnection connection, SqliteTransaction transaction, string runId) : IDisposable
{
    private readonly SqliteCommand _metric = Prepare(connection, transaction, "metrics", runId, "scope", "epoch", "step", "name", "value");
    private readonly SqliteCommand _seed = Prepare(connection, transaction, "seeds", runId, "purpose", "seed");
    private readonly SqliteCommand _checkpoint = Prepare(connection, transaction, "checkpoints", runId, "step", "epoch", "path", "sha256");
    private readonly SqliteCommand _score = Prepare(connection, transaction, "image_scores", runId, "image_index", "percentage", "confidence", "label_rank");

    private readonly SqliteCommand _measure = Prepare(connection, transaction, "image_measures", runId, "image_index", "measure", "value");

    private readonly SqliteCommand _image = Prepare(
        connection, transaction, "explained_images", runId,
        "image_index", "image", "label", "class", "confidence", "label_rank", "degenerate", "energy_inside", "mask_share");

    private readonly SqliteCommand _similarity = Prepare(
        connection, transaction, "map_similarities", runId,
        "depth", "layer", "image_index", "image", "class", "rank_correlation", "structural_similarity");

    private readonly SqliteCommand _prune = PrepareCheckpointPruning(connection, transaction, runId);

    public void Add(JournalEntry entry)
    {
        switch (entry)
        {
            case StepEntry step:
                AddMetrics("step", step.Epoch, step.Step, step.Metrics);
                break;
            case EpochEntry epoch:
                AddMetrics("epoch", epoch.Epoch, epoch.Step, epoch.Metrics);
                break;
            case RunEntry run:
                AddMetrics("run", 0, 0, run.Metrics);
                break;
            case SeedEntry seed:
                Execute(_seed, seed.Purpose, seed.Seed);
                break;
            case CheckpointEntry checkpoint:
                Execute(_checkpoint, checkpoint.Step, checkpoint.Epoch, checkpoint.Path, checkpoint.Sha256);
                _prune.ExecuteNonQuery();
                break;
            case ImageEntry image:
                AddImage(image.Score);
                break;
            case LayerEntry layer:
                AddLayer(layer);
                break;
            default:
                // Starts and notes are told to whoever watches; they hold no number.
                break;
        }
    }

    public void Dispose()
    {
        _metric.Dispose();
        _seed.Dispose();
        _checkpoint.Dispose();
        _prune.Dispose();
        _score.Dispose();
        _measure.Dispose();
        _image.Dispose();
        _similarity.Dispose();
    }

    private void AddMetrics(string scope, int epoch, long step, IReadOnlyDictionary<string, double> metrics)
    {
        foreach (var (name, value) in metrics)
        {
            Execute(_metric, scope, epoch, step, name, OrNull(value));
        }
    }

    private void AddImage(ImageScore image)
    {
        Execute(
            _image, image.Index, image.Image, image.Label, image.Predicted, image.Confidence, image.LabelRank, image.Degenerate ? 1 : 0,
            image.EnergyInside, image.MaskShare);
        foreach (var score in image.Masked)
        {
            Execute(_score, image.Index, score.Percentage, OrNull(score.Confidence), score.LabelRank);
        }

        foreach (var (measure, value) in image.Measures ?? new Dictionary<string, double?>())
        {
            Execute(_measure, image.Index, measure, value);
        }
    }

    private void AddLayer(LayerEntry layer)
    {
        foreach (var image in layer.Images)
        {
            Execute(
                _similarity, layer.Depth, layer.Layer, image.Index, image.Image, image.Class, image.RankCorrelation, image.StructuralSimilarity);
        }
    }

    // SQLite has no NaN: what is not a number is NULL.
    private static double? OrNull(double value) => double.IsFinite(value) ? value : null;

    // An upsert rather than a replacement: a replaced row would first take its scores along.
    private static SqliteCommand Prepare(SqliteConnection connection, SqliteTransaction transaction, string table, string runId, params string[] columns)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        var updates = string.Join(", ", columns.Select(column => $"{column} = excluded.{column}"));
        command.CommandText =
            $"INSERT INTO {table} (run_id, {string.Join(", ", columns)}) VALUES ($run, {string.Join(", ", columns.Select(column => "$" + column))}) "
            + $"ON CONFLICT DO UPDATE SET {updates}";
        command.Parameters.AddWithValue("$run", runId);
        foreach (var column in columns)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + column });
        }

        return command;
    }

    // The worker keeps as many files.
    private static SqliteCommand PrepareCheckpointPruning(SqliteConnection connection, SqliteTransaction transaction, string runId)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            """
            DELETE FROM checkpoints WHERE run_id = $run AND step NOT IN
                (SELECT step FROM checkpoints WHERE run_id = $run ORDER BY step DESC LIMIT $kept)
            """;
        command.Parameters.AddWithValue("$run", runId);
        command.Parameters.AddWithValue("$kept", Checkpoints.Kept);
        return command;
    }

    private static void Execute(SqliteCommand command, params object?[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index + 1].Value = values[index] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }
}
