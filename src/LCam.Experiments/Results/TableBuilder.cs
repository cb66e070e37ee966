using System.Globalization;
using LCam.Evaluation;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Losses;
using LCam.Measures;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Results;

/// <summary>Builds an experiment's table from per-image scores in the store: no model, no images, no weights.</summary>
public sealed class TableBuilder(ExperimentStore? store)
{
    public ResultTable Build(ExperimentSpec spec)
    {
        var cells = CellExpansion.Expand(spec);
        var records = (store?.Experiments.Cells(spec.Name) ?? []).ToLookup(record => (record.Label, record.Fingerprint));
        var placed = cells.Select(cell => (Cell: cell, Record: Find(cell, records))).ToList();
        var keys = placed.SelectMany(cell => new[] { cell.Record?.EvaluateKey, cell.Record?.TrainKey, cell.Record?.ClassifierKey }).OfType<string>().Distinct().ToList();
        var runs = store?.Runs.Latest(keys) ?? new Dictionary<string, RunRecord>();
        var seeds = cells.Select(cell => cell.Seed).Distinct().Count() > 1;
        return new ResultTable(
            spec.Name,
            [.. cells.SelectMany(cell => cell.Percentages).Distinct().Order()],
            [.. placed.Select(cell => Row(cell.Cell, cell.Record, runs, seeds))],
            [.. ClassifierNotes(placed, runs)])
        {
            Chosen = [.. spec.Measures.Select(MeasureRegistry.Find)],
        };
    }

    private static CellRecord? Find(Cell cell, ILookup<(string Label, string Fingerprint), CellRecord> records) =>
        records[(StageIdentities.Label(cell), CanonicalJson.Hash(StageIdentities.Settings(cell)))].FirstOrDefault();

    private ResultRow Row(Cell cell, CellRecord? record, IReadOnlyDictionary<string, RunRecord> runs, bool showSeed)
    {
        var run = record is null ? null : runs.GetValueOrDefault(record.EvaluateKey);
        var scores = run is { State: RunState.Succeeded } ? store!.Scores.Images(run.Id) : [];
        var measured = scores.Count == 0 ? [] : scores[0].Masked.Select(masked => masked.Percentage).ToHashSet();
        var summaries = cell.Percentages.Where(measured.Contains)
            .ToDictionary(percentage => percentage, percentage => ConfidenceScores.Summarise(scores, percentage));
        var taken = cell.Evaluation.Measures.ToTake();
        var measures = taken.Select(measure => MeasureSummary.Of(scores, measure.Id)).OfType<MeasureSummary>().ToDictionary(summary => summary.Id);
        var inside = scores.Where(score => score.MaskShare is not null).ToList();
        return new ResultRow(
            Backbones.Find(cell.Backbone.Architecture).DisplayName + (cell.Backbone.Name == cell.Backbone.Architecture ? "" : $" ({cell.Backbone.Name})"),
            Method(cell, showSeed),
            StageIdentities.Label(cell),
            run?.Id,
            summaries,
            inside.Count == 0 ? null : inside.Average(score => score.EnergyInside ?? 0),
            inside.Count == 0 ? null : inside.Average(score => score.MaskShare),
            Missing(cell, record, run, runs, summaries.Count) ?? NotTaken(taken, measures))
        {
            Measures = measures,
        };
    }

    private static string? Missing(
        Cell cell, CellRecord? record, RunRecord? run, IReadOnlyDictionary<string, RunRecord> runs, int measured)
    {
        if (measured == cell.Percentages.Count)
        {
            return null;
        }

        var failed = new[] { record?.ClassifierKey, record?.TrainKey, record?.EvaluateKey }.OfType<string>()
            .Select(runs.GetValueOrDefault)
            .FirstOrDefault(candidate => candidate?.State == RunState.Failed);
        return failed is not null
            ? $"run {failed.Id} failed: {failed.FailureMessage?.Split('\n')[0]}"
            : run?.State == RunState.Succeeded ? "not measured at this percentage yet" : "not run yet";
    }

    private static string? NotTaken(IEnumerable<MeasureRegistration> asked, Dictionary<string, MeasureSummary> taken)
    {
        var names = asked.Where(measure => !taken.ContainsKey(measure.Id)).Select(measure => measure.Name).ToList();
        return names.Count == 0 ? null : $"not measured yet: {string.Join(", ", names)}";
    }

    // The paper's names; what it does not name is said in words.
    private static string Method(Cell cell, bool showSeed)
    {
        var name = cell.Variant switch
        {
            Variant.FeatureMaps => "L-CAM-Fm",
            Variant.Image => "L-CAM-Img",
            _ => "L-CAM-Img 7x7",
        };
        var words = new List<string>();
        if (cell.Loss == LossKind.CrossEntropy)
        {
            words.Add("cross-entropy");
        }

        if (cell.Protocol == Protocol.Corrected)
        {
            words.Add("corrected");
        }

        if (showSeed)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"seed {cell.Seed}"));
        }

        words.AddRange(StageIdentities.OtherAxes(cell).Select(axis => $"{axis.Key} {axis.Value}"));
        return words.Count == 0 ? name : $"{name} ({string.Join(", ", words)})";
    }

    private IEnumerable<string> ClassifierNotes(IEnumerable<(Cell Cell, CellRecord? Record)> cells, IReadOnlyDictionary<string, RunRecord> runs)
    {
        foreach (var (name, key) in cells
            .Where(cell => cell.Record?.ClassifierKey is not null)
            .Select(cell => (Name: cell.Cell.Backbone.Name, Key: cell.Record!.ClassifierKey!))
            .Distinct())
        {
            if (runs.GetValueOrDefault(key) is { State: RunState.Succeeded } run
                && store!.Scores.Metrics(run.Id, "run").FirstOrDefault(metric => metric.Name == ClassifierExecutor.AccuracyMetric) is { } accuracy)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Classifier {name}: {100 * accuracy.Value:F1} % of the evaluation images right.");
            }
        }
    }
}
