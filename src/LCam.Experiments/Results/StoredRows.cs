using System.Globalization;
using LCam.Experiments.Environments;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Results;

/// <summary>A table's rows and what the store knows of them.</summary>
/// <param name="Rows">In the sources' order.</param>
/// <param name="Classifiers">The succeeded run of each trained classifier, by backbone's name, in the rows' order.</param>
internal sealed record StoredRows(IReadOnlyList<StoredRow> Rows, IReadOnlyList<(string Backbone, RunRecord Run)> Classifiers)
{
    public static StoredRows Of(IReadOnlyList<RowSource> sources, string experiment, ExperimentStore? store)
    {
        var records = (store?.Experiments.Cells(experiment) ?? []).ToLookup(record => (record.Label, record.Fingerprint));
        var placed = sources.Select(source => (Source: source, Record: records[(source.Label, source.Fingerprint)].FirstOrDefault())).ToList();
        var runs = store?.Runs.Latest([.. placed.SelectMany(row => Keys(row.Record)).Distinct()]) ?? new Dictionary<string, RunRecord>();
        var classifiers = placed
            .Where(row => row.Record?.ClassifierKey is not null)
            .Select(row => (row.Source.Backbone.Name, Run: runs.GetValueOrDefault(row.Record!.ClassifierKey!)))
            .Where(classifier => classifier.Run is { State: RunState.Succeeded })
            .Select(classifier => (classifier.Name, classifier.Run!))
            .Distinct();
        var mixed = Mixed(runs.Values, store);
        return new StoredRows(
            [.. placed.Select(row => new StoredRow(
                Noted(row.Source, Keys(row.Record).Select(runs.GetValueOrDefault).OfType<RunRecord>().Select(run => mixed.GetValueOrDefault(run.Id))),
                row.Record is null ? null : runs.GetValueOrDefault(row.Record.MeasureKey),
                Keys(row.Record).Select(runs.GetValueOrDefault).FirstOrDefault(run => run?.State == RunState.Failed)) { MapsStage = row.Record?.ExplainKey })],
            [.. classifiers]);
    }

    /// <summary>How good the trained classifiers are.</summary>
    public IReadOnlyList<string> ClassifierNotes(ExperimentStore? store) =>
    [
        .. from classifier in Classifiers
           let accuracy = store!.Scores.Metrics(classifier.Run.Id, "run").FirstOrDefault(metric => metric.Name == ClassifierExecutor.AccuracyMetric)
           where accuracy is not null
           select string.Create(CultureInfo.InvariantCulture, $"Classifier {classifier.Backbone}: {100 * accuracy.Value:F1} % of the evaluation images right."),
    ];

    private static Dictionary<string, string> Mixed(IEnumerable<RunRecord> runs, ExperimentStore? store)
    {
        var several = store?.Environments.SeveralStretchesOf([.. runs.Where(run => run.State == RunState.Succeeded).Select(run => run.Id)]) ?? new Dictionary<string, IReadOnlyList<StretchRecord>>();
        return several.Select(run => (run.Key, Differing: Stretches.Mixture(run.Value)))
            .Where(run => run.Differing.Count > 0)
            .ToDictionary(run => run.Key, run => MixedColumn.Note(run.Key, run.Differing), StringComparer.Ordinal);
    }

    private static RowSource Noted(RowSource source, IEnumerable<string?> notes) =>
        notes.OfType<string>().ToList() is { Count: > 0 } told ? source with { Notes = [.. source.Notes, .. told] } : source;

    // In the order in which they depend on each other.
    private static IEnumerable<string> Keys(CellRecord? record) =>
        new[] { record?.ClassifierKey, record?.TrainKey, record?.ExplainKey, record?.MeasureKey }.OfType<string>();
}
