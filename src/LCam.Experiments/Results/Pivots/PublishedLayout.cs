using LCam.Experiments.Results.Layout;
using LCam.Experiments.Results.Published;

namespace LCam.Experiments.Results;

/// <summary>A named table's values beside the published ones.</summary>
internal static class PublishedLayout
{
    /// <summary>The comparison, a line for each value that is published; none where the spec names no file of them.</summary>
    public static IEnumerable<Grid> Of(PivotTable table)
    {
        if (table.Published is null)
        {
            return [];
        }

        var lines = new List<GridLine>();
        foreach (var group in table.Groups)
        {
            var ofGroup = group.Rows.SelectMany(row => table.Columns.Zip(row.Cells)
                .Where(pair => pair.Second is not null)
                .Select(pair => (row, column: pair.First, cell: pair.Second!, beside: PublishedComparison.Of(pair.Second!, table.Published)))
                .Where(line => line.beside is not null)
                .Select(line => Line(table, line.row, line.column, line.cell, line.beside!))).ToList();
            if (ofGroup.Count > 0 && group.Title.Length > 0)
            {
                lines.Add(GridLine.Title(GridLineKind.Group, group.Title));
            }

            lines.AddRange(ofGroup);
        }

        return
        [
            new Grid(
                "Beside the published values", [.. table.Spec.Rows.Select(PivotWords.Heading), "Column"], ["Published", "Ours", "Difference", "In our interval"], lines),
        ];
    }

    /// <summary>Where the published values are from, a sentence for each place, and those that fit no cell.</summary>
    public static IEnumerable<string> Notes(PivotTable table)
    {
        if (table.Published is null)
        {
            return [];
        }

        var used = table.Cells.Select(cell => PublishedComparison.Of(cell, table.Published)?.Published).OfType<PublishedValue>().ToList();
        IEnumerable<string> sources = used.Count > 0
            ? used.Select(value => FormattableString.Invariant($"Published values of {value.Source}, {value.Place}; transcribed by {value.Transcriber} on {value.Date:yyyy-MM-dd}.")).Distinct()
            : [table.Published.Count == 0 ? "No published value has been transcribed for this table." : "No published value on file is of a cell of this table."];
        return sources.Concat(table.Unmatched.Select(unmatched => $"{Path.GetFileName(unmatched.Where)}: {unmatched.What}{(unmatched.Remedy is { } remedy ? $" ({remedy})" : "")}."));
    }

    private static GridLine Line(PivotTable table, PivotRow row, PivotColumn column, PivotCell cell, PublishedComparison beside)
    {
        var digits = PivotLayout.Digits(table, cell);
        return new GridLine(GridLineKind.Values, [.. row.Names, column.Heading], [],
        [
            new GridCell(beside.Published.Value, digits),
            new GridCell(cell.Value, digits) { Interval = cell.Interval },
            new GridCell(beside.Difference, digits),
            new GridCell(null) { Text = beside.IsCovered is { } covered ? covered ? "yes" : "no" : null },
        ]);
    }
}
