using Dapper;
using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Problems;
using LCam.Sanity;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>What runs measured: ingested from journals, any number of times with the same result, and read for tables.</summary>
public sealed class ScoreRepository(StoreDatabase database)
{
    /// <summary>Adds journal lines of a run. A line that is there already is replaced by its equal.</summary>
    public void Ingest(string runId, IReadOnlyCollection<JournalEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        database.Write((connection, transaction) =>
        {
            using var statements = new IngestStatements(connection, transaction, runId);
            foreach (var entry in entries)
            {
                statements.Add(entry);
            }
        });
    }

    /// <summary>Forgets all that was ingested of a run, before its journal is read anew.</summary>
    public void Forget(string runId) => database.Write((connection, transaction) => Forget(connection, transaction, runId));

    internal static void Forget(SqliteConnection connection, SqliteTransaction transaction, string runId)
    {
        foreach (var table in (string[])["run_provenance", "stretch_hosts", "stretches", "score_summaries", "map_similarities", "image_measures", "image_scores", "explained_images", "metrics", "checkpoints", "artifacts", "seeds"])
        {
            connection.Execute($"DELETE FROM {table} WHERE run_id = @runId", new { runId }, transaction);
        }
    }

    /// <summary>Every image measured by a run, in list order.</summary>
    public IReadOnlyList<ImageScore> Images(string runId) => database.Read(connection => Images(connection, runId));

    internal static IReadOnlyList<ImageScore> Images(SqliteConnection connection, string runId, SqliteTransaction? transaction = null)
    {
        var scores = connection.Query<(long Image, double Percentage, double? Confidence, long Rank)>(
                "SELECT image_index, percentage, confidence, label_rank FROM image_scores WHERE run_id = @runId ORDER BY percentage",
                new { runId },
                transaction)
            .ToLookup(row => row.Image, row => new MaskedScore(row.Percentage, row.Confidence ?? double.NaN, (int)row.Rank));
        var measures = connection.Query<(long Image, string Measure, double? Value)>(
                "SELECT image_index, measure, value FROM image_measures WHERE run_id = @runId ORDER BY measure",
                new { runId },
                transaction)
            .ToLookup(row => row.Image);
        return Rows(connection, runId, transaction).Select(row => row with
        {
            Masked = [.. scores[row.Index]],
            Measures = measures.Contains(row.Index) ? measures[row.Index].ToDictionary(measure => measure.Measure, measure => measure.Value) : null,
        }).ToList();
    }

    /// <summary>Paths of the images that a run measured, in list order.</summary>
    public IReadOnlyList<string> ImageNames(string runId) => database.Read(connection =>
        connection.Query<string>("SELECT image FROM explained_images WHERE run_id = @runId ORDER BY image_index", new { runId }).ToList());

    /// <summary>Place of the percentage in the rows of <see cref="ReadEach"/>: behind image index, image, label, class, confidence, rank and degeneracy.</summary>
    internal const int PercentageColumn = 7;

    /// <summary>Place of the first measure in those rows, behind percentage, masked confidence and masked rank.</summary>
    internal const int FirstMeasureColumn = 10;

    /// <summary>Reads a run's scores row by row, by percentage, then in list order, without keeping any.</summary>
    /// <param name="measures">Ids of those to read beside the scores, NULL where an image has none.</param>
    /// <exception cref="ProblemException">The database cannot be read any further. What was used is not read a second time.</exception>
    internal void ReadEach(string runId, IReadOnlyList<string> measures, Action<RowReader> use)
    {
        var isBegun = false;
        database.Read(connection => isBegun
            ? throw new ProblemException(ProblemKind.Environment, new Problem(connection.DataSource, "reading it was interrupted", "do it again"))
            : ReadRows(connection, runId, measures, row =>
            {
                isBegun = true;
                use(row);
            }));
    }

    private static bool ReadRows(SqliteConnection connection, string runId, IReadOnlyList<string> measures, Action<RowReader> use)
    {
        // In the order of image_scores' own key, so that nothing is sorted; all else is looked up by keys.
        var columns = string.Concat(measures.Select((_, index) => FormattableString.Invariant($", m{index}.value")));
        var joins = string.Concat(measures.Select((_, index) => FormattableString.Invariant(
            $" LEFT JOIN image_measures AS m{index} ON m{index}.run_id = s.run_id AND m{index}.measure = ?{index + 2} AND m{index}.image_index = s.image_index")));
        using var reader = new RowReader(
            connection,
            $"""
            SELECT s.image_index, e.image, e.label, e.class, e.confidence, e.label_rank, e.degenerate, s.percentage, s.confidence, s.label_rank{columns}
            FROM image_scores AS s CROSS JOIN explained_images AS e ON e.run_id = s.run_id AND e.image_index = s.image_index{joins}
            WHERE s.run_id = ?1 ORDER BY s.percentage, s.image_index
            """,
            [runId, .. measures]);
        while (reader.Read())
        {
            use(reader);
        }

        return true;
    }

    /// <summary>What a sanity check's run compared, layer by layer from the output down.</summary>
    public IReadOnlyList<LayerEntry> Layers(string runId) => database.Read(connection =>
        connection.Query<(long Depth, string Layer, long Index, string Image, long Class, double? Rank, double? Structural)>(
                """
                SELECT depth, layer, image_index, image, class, rank_correlation, structural_similarity
                FROM map_similarities WHERE run_id = @runId ORDER BY depth, image_index
                """,
                new { runId })
            .GroupBy(row => (row.Depth, row.Layer))
            .Select(layer => new LayerEntry((int)layer.Key.Depth, layer.Key.Layer, [.. layer.Select(row =>
                new ImageSimilarity((int)row.Index, row.Image, (int)row.Class, row.Rank, row.Structural))])).ToList());

    /// <summary>A run's metrics in a scope (<c>step</c>, <c>epoch</c> or <c>run</c>).</summary>
    public IReadOnlyList<MetricRecord> Metrics(string runId, string scope) => database.Read(connection =>
        connection.Query<(long Epoch, long Step, string Name, double? Value)>(
                "SELECT epoch, step, name, value FROM metrics WHERE run_id = @runId AND scope = @scope ORDER BY epoch, step, name",
                new { runId, scope })
            .Select(row => new MetricRecord((int)row.Epoch, row.Step, row.Name, row.Value ?? double.NaN)).ToList());

    /// <summary>A run's step metrics in few enough points to draw: each is the mean over some steps, at the first of them.</summary>
    /// <param name="points">At most so many of each metric, and one more.</param>
    public IReadOnlyList<MetricRecord> StepMeans(string runId, int points) => database.Read(connection =>
        connection.Query<(long Epoch, long Step, string Name, double? Value)>(
                """
                WITH span AS (SELECT MAX(1, (MAX(step) + @points) / @points) AS width FROM metrics WHERE run_id = @runId AND scope = 'step')
                SELECT MIN(epoch), MIN(step), name, AVG(value) FROM metrics, span
                WHERE run_id = @runId AND scope = 'step' GROUP BY name, step / width ORDER BY 2, 3
                """,
                new { runId, points })
            .Select(row => new MetricRecord((int)row.Epoch, row.Step, row.Name, row.Value ?? double.NaN)).ToList());

    /// <summary>A run's checkpoints, first to last.</summary>
    public IReadOnlyList<CheckpointEntry> Checkpoints(string runId) => database.Read(connection =>
        connection.Query<(long Epoch, long Step, string Path, string Sha256)>(
                "SELECT epoch, step, path, sha256 FROM checkpoints WHERE run_id = @runId ORDER BY step", new { runId })
            .Select(row => new CheckpointEntry((int)row.Epoch, row.Step, row.Path, row.Sha256)).ToList());

    /// <summary>The seeds that a run used, by purpose.</summary>
    public IReadOnlyDictionary<string, long> Seeds(string runId) => database.Read(connection =>
        connection.Query<(string Purpose, long Seed)>("SELECT purpose, seed FROM seeds WHERE run_id = @runId", new { runId })
            .ToDictionary(row => row.Purpose, row => row.Seed, StringComparer.Ordinal));

    /// <summary>Records files that a run left.</summary>
    public void SaveArtifacts(string runId, IReadOnlyCollection<ArtifactRecord> artifacts) =>
        database.Write((connection, transaction) => SaveArtifacts(connection, transaction, runId, artifacts));

    internal static void SaveArtifacts(SqliteConnection connection, SqliteTransaction transaction, string runId, IReadOnlyCollection<ArtifactRecord> artifacts) =>
        connection.Execute(
            "INSERT OR REPLACE INTO artifacts (run_id, path, role, sha256, bytes) VALUES (@runId, @Path, @Role, @Sha256, @Bytes)",
            artifacts.Select(artifact => new { runId, artifact.Path, artifact.Role, artifact.Sha256, artifact.Bytes }),
            transaction);

    /// <summary>The files that a run left.</summary>
    public IReadOnlyList<ArtifactRecord> Artifacts(string runId) => database.Read(connection =>
        connection.Query<ArtifactRecord>(
            "SELECT path, role, sha256, bytes FROM artifacts WHERE run_id = @runId ORDER BY path", new { runId }).ToList());

    /// <summary>The files that these runs left, by run.</summary>
    public ILookup<string, ArtifactRecord> Artifacts(IReadOnlyCollection<string> runIds) => database.Read(connection =>
        connection.Query<(string Run, string Path, string Role, string Sha256, long Bytes)>(
                "SELECT run_id, path, role, sha256, bytes FROM artifacts WHERE run_id IN (SELECT value FROM json_each(@runs)) ORDER BY run_id, path",
                new { runs = KeyList.Text(runIds) })
            .ToLookup(row => row.Run, row => new ArtifactRecord(row.Path, row.Role, row.Sha256, row.Bytes), StringComparer.Ordinal));

    private static IEnumerable<ImageScore> Rows(SqliteConnection connection, string runId, SqliteTransaction? transaction)
    {
        using var reader = connection.ExecuteReader(
            """
            SELECT image_index, image, label, class, confidence, label_rank, degenerate
            FROM explained_images WHERE run_id = @runId ORDER BY image_index
            """,
            new { runId },
            transaction);
        while (reader.Read())
        {
            yield return new ImageScore
            {
                Index = reader.GetInt32(0),
                Image = reader.GetString(1),
                Label = reader.GetInt32(2),
                Predicted = reader.GetInt32(3),
                Confidence = reader.GetDouble(4),
                LabelRank = reader.GetInt32(5),
                Degenerate = reader.GetInt64(6) != 0,
                Masked = [],
            };
        }
    }
}
