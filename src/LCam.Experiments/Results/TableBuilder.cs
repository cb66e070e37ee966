using LCam.Evaluation;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>Builds an experiment's table from per-image scores in the store: no model, no images, no weights.</summary>
public sealed class TableBuilder(ExperimentStore? store)
{
    public ResultTable Build(ExperimentSpec spec)
    {
        var cells = CellExpansion.Expand(spec);
        var rows = StoredRows.Of(RowSource.All(spec, cells), spec.Name, store);
        return new ResultTable(
            spec.Name,
            [.. cells.SelectMany(cell => cell.Percentages).Distinct().Order()],
            [.. rows.Rows.Select(Row).OrderBy(row => row.Kind)],
            rows.ClassifierNotes(store))
        {
            Chosen = [.. spec.Measures.Select(MeasureRegistry.Find)],
        };
    }

    private ResultRow Row(StoredRow row)
    {
        var (source, run) = (row.Source, row.Run);
        var scores = run is { State: RunState.Succeeded } ? store!.Scores.Images(run.Id) : [];
        var measured = scores.Count == 0 ? [] : scores[0].Masked.Select(masked => masked.Percentage).ToHashSet();
        var summaries = source.Percentages.Where(measured.Contains)
            .ToDictionary(percentage => percentage, percentage => ConfidenceScores.Summarise(scores, percentage));
        var taken = source.Measures.ToTake();
        var measures = taken.Select(measure => MeasureSummary.Of(scores, measure.Id)).OfType<MeasureSummary>().ToDictionary(summary => summary.Id);
        var inside = scores.Where(score => score.MaskShare is not null).ToList();
        return new ResultRow
        {
            Group = source.Group,
            Method = source.Method,
            Kind = source.Kind,
            Label = source.Label,
            RunId = run?.Id,
            Summaries = summaries,
            EnergyInside = inside.Count == 0 ? null : inside.Average(score => score.EnergyInside ?? 0),
            MaskShare = inside.Count == 0 ? null : inside.Average(score => score.MaskShare),
            ForwardPasses = source.ForwardPasses,
            Notes = source.Notes,
            Measures = measures,
            Missing = Missing(row, summaries.Count) ?? NotTaken(taken, measures),
        };
    }

    private static string? Missing(StoredRow row, int measured) =>
        measured == row.Source.Percentages.Count ? null : row.WhyMissing("not measured at this percentage yet");

    private static string? NotTaken(IEnumerable<MeasureRegistration> asked, Dictionary<string, MeasureSummary> taken)
    {
        var names = asked.Where(measure => !taken.ContainsKey(measure.Id)).Select(measure => measure.Name).ToList();
        return names.Count == 0 ? null : $"not measured yet: {string.Join(", ", names)}";
    }
}
