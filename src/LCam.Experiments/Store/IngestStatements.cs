using Dapper;
using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Provenance;
using LCam.Experiments.Stages;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>The prepared statements that put a run's journal lines into tables, within one transaction.</summary>
internal sealed class IngestStatements(SqliteConnection connection, SqliteTransaction transaction, string runId) : IDisposable
{
    private readonly UpsertStatement _metric = new(connection, "metrics", runId, "scope", "epoch", "step", "name", "value");
    private readonly UpsertStatement _stretch = new(connection, "stretches", runId, "first", "environment_id");
    private readonly UpsertStatement _host = new(connection, "stretch_hosts", runId, "first", "host");
    private readonly UpsertStatement _seed = new(connection, "seeds", runId, "purpose", "seed");
    private readonly UpsertStatement _checkpoint = new(connection, "checkpoints", runId, "step", "epoch", "path", "sha256");
    private readonly UpsertStatement _score = new(connection, "image_scores", runId, "image_index", "percentage", "confidence", "label_rank");

    private readonly UpsertStatement _measure = new(connection, "image_measures", runId, "image_index", "measure", "value");

    private readonly UpsertStatement _image = new(
        connection, "explained_images", runId,
        "image_index", "image", "label", "class", "confidence", "label_rank", "degenerate");

    private readonly UpsertStatement _similarity = new(
        connection, "map_similarities", runId,
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
            case StretchEntry stretch:
                AddStretch(stretch);
                break;
            case SeedEntry seed:
                _seed.Text(seed.Purpose).Integer(seed.Seed).Execute();
                break;
            case CheckpointEntry checkpoint:
                _checkpoint.Integer(checkpoint.Step).Integer(checkpoint.Epoch).Text(checkpoint.Path).Text(checkpoint.Sha256).Execute();
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
        _stretch.Dispose();
        _host.Dispose();
        _seed.Dispose();
        _checkpoint.Dispose();
        _prune.Dispose();
        _score.Dispose();
        _measure.Dispose();
        _image.Dispose();
        _similarity.Dispose();
    }

    // Its text may be on file already: environments are kept once, by content.
    private void AddStretch(StretchEntry stretch)
    {
        var id = ContentAddress.Of(stretch.Environment);
        connection.Execute("INSERT INTO environments (id, description) VALUES (@id, @Environment) ON CONFLICT DO NOTHING", new { id, stretch.Environment }, transaction);
        _stretch.Integer(stretch.First).Text(id).Execute();
        if (stretch.Host is { } host)
        {
            _host.Integer(stretch.First).Text(host).Execute();
        }
    }

    private void AddMetrics(string scope, int epoch, long step, IReadOnlyDictionary<string, double> metrics)
    {
        foreach (var (name, value) in metrics)
        {
            _metric.Text(scope).Integer(epoch).Integer(step).Text(name).Number(value).Execute();
        }
    }

    private void AddImage(ImageScore image)
    {
        _image.Integer(image.Index).Text(image.Image).Integer(image.Label).Integer(image.Predicted).Number(image.Confidence)
            .Integer(image.LabelRank).Integer(image.Degenerate ? 1 : 0).Execute();
        foreach (var score in image.Masked)
        {
            _score.Integer(image.Index).Number(score.Percentage).Number(score.Confidence).Integer(score.LabelRank).Execute();
        }

        foreach (var (measure, value) in image.Measures ?? new Dictionary<string, double?>())
        {
            _measure.Integer(image.Index).Text(measure).Number(value).Execute();
        }
    }

    private void AddLayer(LayerEntry layer)
    {
        foreach (var image in layer.Images)
        {
            _similarity.Integer(layer.Depth).Text(layer.Layer).Integer(image.Index).Text(image.Image).Integer(image.Class)
                .Number(image.RankCorrelation).Number(image.StructuralSimilarity).Execute();
        }
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
}
