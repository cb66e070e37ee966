using LCam.Evaluation;
using LCam.Experiments.Recorded;
using LCam.Experiments.Results;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Experiments.Crates;

/// <summary>What runs measured as comma-separated values at full precision (RFC 4180), so that nobody needs the database to work with them.</summary>
internal sealed class RunNumbers(ExperimentStore store)
{
    private const string LineEnd = "\r\n";

    private static readonly string[] Scopes = ["step", "epoch", "run"];

    /// <summary>Whether a run measured anything: one that keeps maps did not.</summary>
    public static bool Has(RecordedRun run) => run.Stage.Kind != "explain";

    /// <summary>The file of a run's numbers.</summary>
    public CrateFile Of(RecordedRun run)
    {
        var id = run.Run.Id;
        (string Name, Action<TextWriter> Write) made = run.Stage.Kind switch
        {
            "measure" => ("Scores of each image", writer => WriteScores(writer, store.Scores.Images(id))),
            "sanity" => ("Similarities of each layer and image", writer => WriteSimilarities(writer, id)),
            _ => ("Losses, rates and other metrics of each step and epoch", writer => WriteMetrics(writer, id)),
        };
        return new CrateFile(PathOf(run), $"{made.Name}: {run.Stage.Label}", "text/csv", made.Write) { About = CrateIds.Of(run) };
    }

    /// <summary>Its path.</summary>
    public static string PathOf(RecordedRun run) => run.Stage.Kind switch
    {
        "measure" => $"scores/{CratePaths.Safe(run.Run.Id)}.csv",
        "sanity" => $"similarities/{CratePaths.Safe(run.Run.Id)}.csv",
        _ => $"metrics/{CratePaths.Safe(run.Run.Id)}.csv",
    };

    private static void WriteScores(TextWriter writer, IReadOnlyList<ImageScore> scores)
    {
        var percentages = scores.Count == 0 ? [] : scores[0].Masked.Select(masked => masked.Percentage).ToList();
        var measures = scores.SelectMany(score => score.Measures?.Keys ?? []).Distinct().Where(id => MeasureRegistry.Known(id)?.TakenByDefault != true).Order(StringComparer.Ordinal).ToList();
        Line(writer,
        [
            "image_index", "image", "label", "class", "confidence", "label_rank", "degenerate", .. MeasureRegistry.TakenByDefault.Select(measure => CsvFormat.Column(measure.Id)),
            .. percentages.SelectMany(percentage => (string[])[$"confidence_at_{CsvFormat.Number(percentage)}", $"label_rank_at_{CsvFormat.Number(percentage)}"]), .. measures,
        ]);
        foreach (var score in scores)
        {
            Line(writer,
            [
                Whole(score.Index), score.Image, Whole(score.Label), Whole(score.Predicted), CsvFormat.Number(score.Confidence), Whole(score.LabelRank),
                score.Degenerate ? "1" : "0", .. MeasureRegistry.TakenByDefault.Select(measure => CsvFormat.Number(score.Measures?.GetValueOrDefault(measure.Id))),
                .. score.Masked.SelectMany(masked => (string?[])[CsvFormat.Number(masked.Confidence), Whole(masked.LabelRank)]),
                .. measures.Select(measure => CsvFormat.Number(score.Measures?.GetValueOrDefault(measure))),
            ]);
        }
    }

    private void WriteSimilarities(TextWriter writer, string run)
    {
        Line(writer, ["depth", "layer", "image_index", "image", "class", "rank_correlation", "structural_similarity"]);
        foreach (var layer in store.Scores.Layers(run))
        {
            foreach (var image in layer.Images)
            {
                Line(writer, [Whole(layer.Depth), layer.Layer, Whole(image.Index), image.Image, Whole(image.Class), CsvFormat.Number(image.RankCorrelation), CsvFormat.Number(image.StructuralSimilarity)]);
            }
        }
    }

    private void WriteMetrics(TextWriter writer, string run)
    {
        Line(writer, ["scope", "epoch", "step", "name", "value"]);
        foreach (var scope in Scopes)
        {
            foreach (var metric in store.Scores.Metrics(run, scope))
            {
                Line(writer, [scope, Whole(metric.Epoch), Whole(metric.Step), metric.Name, CsvFormat.Number(metric.Value)]);
            }
        }
    }

    private static string Whole(long number) => FormattableString.Invariant($"{number}");

    private static void Line(TextWriter writer, IEnumerable<string?> fields)
    {
        writer.Write(string.Join(',', fields.Select(field => CsvFormat.Quote(field ?? ""))));
        writer.Write(LineEnd);
    }
}
