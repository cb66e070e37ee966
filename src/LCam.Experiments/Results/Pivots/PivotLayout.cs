using System.Globalization;
using LCam.Experiments.Results.Layout;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>Lays a spec's named table out.</summary>
internal static class PivotLayout
{
    public static TableDocument Of(PivotTable table)
    {
        var lines = new List<GridLine>();
        var footnotes = new Footnotes();
        foreach (var group in table.Groups)
        {
            if (group.Title.Length > 0)
            {
                lines.Add(GridLine.Title(GridLineKind.Group, group.Title));
            }

            foreach (var (row, previous) in group.Rows.Zip(group.Rows.Prepend(null)))
            {
                if (row.Kind == RowKind.Control && previous is not null && previous.Kind != RowKind.Control)
                {
                    lines.Add(GridLine.Title(GridLineKind.Part, "Controls"));
                }

                var remarks = row.Cells.Select(cell => cell?.Missing).Distinct().Concat(row.Notes);
                lines.Add(new GridLine(GridLineKind.Values, row.Names, footnotes.Refer(remarks), [.. row.Cells.Select((cell, column) => Cell(table, group, row, column))]));
            }
        }

        var grid = new Grid(null, [.. table.Spec.Rows.Select(PivotWords.Heading)], [.. table.Columns.Select(column => column.Heading)], lines);
        return new TableDocument($"{table.Name}: {table.Spec.Name}", [grid, .. StatisticsLayout.Tests(table), .. PublishedLayout.Of(table)], Caption(table), [.. table.Spec.Footnotes, .. PublishedLayout.Notes(table), .. table.Notes], footnotes.Texts);
    }

    /// <summary>How precisely a cell's numbers are written.</summary>
    public static int Digits(PivotTable table, PivotCell? cell) => table.Spec.Precision ?? (cell?.Measure.Unit == MeasureUnit.Seconds ? 4 : 2);

    private static GridCell Cell(PivotTable table, PivotGroup group, PivotRow row, int column)
    {
        var cell = row.Cells[column];
        return new GridCell(cell?.Value, Digits(table, cell))
        {
            Deviation = table.Spec.ShowsDeviation ? cell?.Deviation : null,
            Interval = table.Spec.ShowsInterval ? cell?.Interval : null,
            Marks = cell?.Test is { } test ? StatisticsLayout.Stars(table.Spec.StarsOfBootstrap ? test.Bootstrap : test.Wilcoxon) : "",
            IsBest = cell is not null && table.Spec.BestInBold && IsBest(cell, group.Rows.Select(other => other.Cells[column]), row.Cells),
        };
    }

    // Methods stand below each other or, where the measure names the row, beside each other.
    private static bool IsBest(PivotCell cell, IEnumerable<PivotCell?> below, IEnumerable<PivotCell?> beside)
    {
        var values = Rivals(cell, below);
        values = values.Count > 1 ? values : Rivals(cell, beside);
        return cell is { Competes: true, Value: { } value } && values.Count > 1 && cell.Measure.Direction switch
        {
            MeasureDirection.LowerIsBetter => value.Equals(values.Min()),
            MeasureDirection.HigherIsBetter => value.Equals(values.Max()),
            _ => false,
        };
    }

    private static List<double> Rivals(PivotCell cell, IEnumerable<PivotCell?> cells) =>
    [
        .. cells.OfType<PivotCell>()
            .Where(other => other.Competes && other.Measure == cell.Measure && other.Percentage.Equals(cell.Percentage))
            .Select(other => other.Value).OfType<double>().Where(value => !double.IsNaN(value)),
    ];

    private static string Caption(PivotTable table)
    {
        var cells = table.Cells.ToList();
        var sentences = new List<string>();
        if (table.Spec.Caption is { } caption)
        {
            sentences.Add(caption);
        }

        sentences.AddRange(PivotWords.Measures([.. cells.Select(cell => cell.Measure).Distinct()]));
        if (Counts(cells.Select(cell => cell.Images ?? 0)) is { Length: > 0 } images)
        {
            sentences.Add($"Over {images} images.");
        }

        if (Counts(cells.Select(cell => cell.Seeds)) is { Length: > 0 } seeds && cells.Any(cell => cell.Seeds > 1))
        {
            sentences.Add($"Means over {seeds} seeds.");
        }

        sentences.AddRange(StatisticsLayout.Caption(table));
        if (table.Spec.BestInBold)
        {
            sentences.Add("The best of the values that stand below each other in a group is bold, controls left out.");
        }

        return string.Join(' ', sentences);
    }

    private static string Counts(IEnumerable<int> counts) =>
        string.Join(" or ", counts.Where(count => count > 0).Distinct().Order().Select(count => count.ToString(CultureInfo.InvariantCulture)));
}
