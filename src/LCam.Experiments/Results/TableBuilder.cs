using System.Globalization;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>Builds an experiment's table from per-image scores in the store: no model, no images, no weights.</summary>
/// <param name="recompute">Work every number out from the scores, those whose summary is kept too.</param>
public sealed class TableBuilder(ExperimentStore? store, bool recompute = false)
{
    public ResultTable Build(ExperimentSpec spec)
    {
        var cells = CellExpansion.Expand(spec);
        var seeds = cells.Select(cell => cell.Seed).Distinct().Count() > 1;
        var identities = new StageIdentities();
        List<RowSource> sources =
        [
            .. cells.Select(cell => RowSource.Of(identities, cell, seeds)),
            .. ComparisonExpansion.Expand(spec, cells).Select(comparison => RowSource.Of(identities, comparison)),
        ];
        var records = (store?.Experiments.Cells(spec.Name) ?? []).ToLookup(record => (record.Label, record.Fingerprint));
        var placed = sources.Select(source => (Source: source, Record: records[(source.Label, source.Fingerprint)].FirstOrDefault())).ToList();
        var keys = placed.SelectMany(row => new[] { row.Record?.EvaluateKey, row.Record?.TrainKey, row.Record?.ClassifierKey }).OfType<string>().Distinct().ToList();
        var runs = store?.Runs.Latest(keys) ?? new Dictionary<string, RunRecord>();
        var measured = placed.Select(row => row.Record is { } record ? runs.GetValueOrDefault(record.EvaluateKey) : null)
            .Where(run => run is { State: RunState.Succeeded }).Select(run => run!.Id).ToHashSet();
        var summaries = store?.Summaries.Of(measured, recompute) ?? new Dictionary<string, ScoreSummary>();
        return new ResultTable(
            spec.Name,
            [.. cells.SelectMany(cell => cell.Percentages).Distinct().Order()],
            [.. placed.Select(row => Row(row.Source, row.Record, runs, summaries)).OrderBy(row => row.Kind)],
            [.. ClassifierNotes(placed, runs)])
        {
            Chosen = [.. spec.Measures.Select(MeasureRegistry.Find)],
        };
    }

    private static ResultRow Row(
        RowSource source, CellRecord? record, IReadOnlyDictionary<string, RunRecord> runs, IReadOnlyDictionary<string, ScoreSummary> known)
    {
        var run = record is null ? null : runs.GetValueOrDefault(record.EvaluateKey);
        var scores = run is { State: RunState.Succeeded } ? known.GetValueOrDefault(run.Id) : null;
        var summaries = (scores?.Percentages ?? []).Where(summary => source.Percentages.Contains(summary.Percentage))
            .ToDictionary(summary => summary.Percentage);
        var taken = source.Measures.ToTake();
        var measures = taken.Select(measure => scores?.Measures.FirstOrDefault(summary => summary.Id == measure.Id))
            .OfType<MeasureSummary>().ToDictionary(summary => summary.Id);
        return new ResultRow
        {
            Group = source.Group,
            Method = source.Method,
            Kind = source.Kind,
            Label = source.Label,
            RunId = run?.Id,
            Summaries = summaries,
            EnergyInside = scores?.EnergyInside,
            MaskShare = scores?.MaskShare,
            ForwardPasses = source.ForwardPasses,
            Notes = source.Notes,
            Measures = measures,
            Missing = Missing(source, record, run, runs, summaries.Count) ?? NotTaken(taken, measures),
        };
    }

    private static string? Missing(
        RowSource source, CellRecord? record, RunRecord? run, IReadOnlyDictionary<string, RunRecord> runs, int measured)
    {
        if (measured == source.Percentages.Count)
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

    private IEnumerable<string> ClassifierNotes(IEnumerable<(RowSource Source, CellRecord? Record)> rows, IReadOnlyDictionary<string, RunRecord> runs)
    {
        foreach (var (name, key) in rows
            .Where(row => row.Record?.ClassifierKey is not null)
            .Select(row => (row.Source.Backbone.Name, Key: row.Record!.ClassifierKey!))
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
