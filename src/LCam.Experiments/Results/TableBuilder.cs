using LCam.Experiments.Specs;
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
        var rows = StoredRows.Of(RowSource.All(spec, cells), spec.Name, store);
        var succeeded = rows.Rows.Select(row => row.Run).Where(run => run is { State: RunState.Succeeded }).Select(run => run!.Id).ToHashSet();
        var summaries = store?.Summaries.Of(succeeded, recompute) ?? new Dictionary<string, ScoreSummary>();
        return new ResultTable(
            spec.Name,
            [.. cells.SelectMany(cell => cell.Percentages).Distinct().Order()],
            [.. rows.Rows.Select(row => Row(row, row.Run is { } run ? summaries.GetValueOrDefault(run.Id) : null)).OrderBy(row => row.Kind)],
            rows.ClassifierNotes(store))
        {
            Chosen = [.. spec.Measures.Select(MeasureRegistry.Find)],
        };
    }

    private static ResultRow Row(StoredRow row, ScoreSummary? scores)
    {
        var (source, run) = (row.Source, row.Run);
        var summaries = (scores?.Percentages ?? []).Where(summary => source.Percentages.Contains(summary.Percentage))
            .ToDictionary(summary => summary.Percentage);
        var measures = source.Measures.ToTake(hasObjects: true).Select(measure => scores?.Measures.FirstOrDefault(summary => summary.Id == measure.Id))
            .OfType<MeasureSummary>().ToDictionary(summary => summary.Id);
        return new ResultRow
        {
            Group = source.Group,
            Method = source.Method,
            Kind = source.Kind,
            Label = source.Label,
            RunId = run?.Id,
            Summaries = summaries,
            ForwardPasses = source.ForwardPasses,
            Notes = source.Notes,
            Measures = measures,
            Missing = Missing(row, summaries.Count) ?? NotTaken(source.Measures.Asked(), measures),
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
