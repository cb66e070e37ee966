using System.IO.Abstractions;
using LCam.Experiments.Results.Published;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Measures;
using LCam.Problems;

namespace LCam.Experiments.Results;

/// <summary>Builds a spec's named table from the store: no model, no images, no weights.</summary>
/// <param name="recompute">Work every number out from the scores, those whose summary is kept too.</param>
public sealed class PivotBuilder(ExperimentStore? store, bool recompute = false)
{
    /// <exception cref="ProblemException">What is no seed differs within one cell of the table, the baseline is no row, or the file of published values is not right.</exception>
    public PivotTable Build(ExperimentSpec spec, TableSpec table)
    {
        var rows = StoredRows.Of([.. RowSource.All(spec, CellExpansion.Expand(spec)).Where(source => Shows(table, source.Kind))], spec.Name, store);
        var succeeded = rows.Rows.Select(row => row.Run).Where(run => run is { State: RunState.Succeeded }).Select(run => run!.Id).ToHashSet();
        var summaries = store?.Summaries.Of(succeeded, recompute) ?? new Dictionary<string, ScoreSummary>();
        var measures = Measures(spec, table);
        var points = rows.Rows.OrderBy(row => row.Source.Kind)
            .SelectMany(row => Points(row, row.Run is { } run ? summaries.GetValueOrDefault(run.Id) : null, measures, table)).ToList();
        var places = new PivotPlaces(table, points);
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, places.Collisions);
        var cells = new PivotCells(table, store is null ? null : new ImageValues(store));
        var groups = places.Groups.Select(group => Group(table, places, cells, group)).ToList();
        var published = Published(table);
        return new PivotTable(spec.Name, table, places.Columns, BaselineTests.Compare(table, groups), rows.ClassifierNotes(store))
        {
            Published = published,
            Unmatched = published is null ? [] : UnmatchedValues.Of(published, Showing(spec, table)),
        };
    }

    // A file may be for several tables: the cells of all of them, which need no numbers.
    private static IReadOnlyList<PivotCell> Showing(ExperimentSpec spec, TableSpec table) =>
    [
        .. spec.Tables.Where(other => other.Reference?.Resolved == table.Reference!.Resolved)
            .SelectMany(other => new PivotBuilder(null).Build(spec, other with { Reference = null }).Cells),
    ];

    private static IReadOnlyList<PublishedValue>? Published(TableSpec table)
    {
        if (table.Reference is not { } file)
        {
            return null;
        }

        return file.Unresolved is { } problem
            ? throw new ProblemException(ProblemKind.InvalidInput, problem)
            : PublishedFile.Read(file.Resolved!, new FileSystem());
    }

    private static bool Shows(TableSpec table, RowKind kind) => table.Kinds.Count == 0 || table.Kinds.Contains(kind.ToString().ToLowerInvariant());

    private static IReadOnlyList<MeasureRegistration> Measures(ExperimentSpec spec, TableSpec table)
    {
        if (table.Measures.Count > 0)
        {
            return table.Measures;
        }

        var hasObjects = spec.Data.Shapes is not null || spec.Data.Evaluation?.Masks is not null;
        return spec.Measures.Count > 0
            ? [.. spec.Measures.Select(MeasureRegistry.Find)]
            : [.. MeasureRegistry.All.Where(measure => measure.ShownByDefault && (hasObjects || !measure.NeedsObjects))];
    }

    private static IEnumerable<PivotPoint> Points(StoredRow row, ScoreSummary? summary, IReadOnlyList<MeasureRegistration> measures, TableSpec table)
    {
        var percentages = row.Source.Percentages.Where(percentage => table.Percentages.Count == 0 || table.Percentages.Contains(percentage)).Order().ToList();
        return measures.Where(measure => measure.PerPercentage)
            .SelectMany(measure => percentages.Select(percentage => new PivotPoint(row, summary, measure, percentage)))
            .OrderBy(point => point.Percentage)
            .Concat(measures.Where(measure => !measure.PerPercentage).Select(measure => new PivotPoint(row, summary, measure, null)));
    }

    private static PivotGroup Group(TableSpec table, PivotPlaces places, PivotCells cells, IReadOnlyList<string> group)
    {
        var rows = places.RowsOf(group).Select(row => Row(table, places, cells, group, row)).ToList();
        return new PivotGroup(group, places.Title(group), Sorted(table, rows));
    }

    private static PivotRow Row(TableSpec table, PivotPlaces places, PivotCells cells, IReadOnlyList<string> group, IReadOnlyList<string> row)
    {
        var points = places.Columns.Select(column => places.At(group, row, column.Values)).ToList();
        var all = points.SelectMany(point => point).ToList();
        return new PivotRow(
            row,
            [.. table.Rows.Zip(row, (dimension, value) => PivotWords.Name(dimension, value, all[0]))],
            all[0].Row.Source.Kind,
            [.. points.Select(point => point.Count == 0 ? null : cells.Of(point))],
            [.. all.SelectMany(PivotCells.Remarks).Distinct()]);
    }

    // A value that is missing is neither good nor bad: its row comes last.
    private static List<PivotRow> Sorted(TableSpec table, List<PivotRow> rows)
    {
        if (table.Sort is not { } sort)
        {
            return rows;
        }

        double Badness(PivotRow row) => row.Cells.FirstOrDefault(cell => cell?.Measure == sort)?.Value is { } value && !double.IsNaN(value)
            ? sort.Direction == MeasureDirection.HigherIsBetter ? -value : value
            : double.PositiveInfinity;
        return [.. rows.OrderBy(row => row.Kind == RowKind.Control).ThenBy(Badness)];
    }
}
