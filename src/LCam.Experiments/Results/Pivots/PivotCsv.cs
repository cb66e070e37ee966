using System.Globalization;
using System.Text;
using LCam.Experiments.Results.Published;
using LCam.Experiments.Specs;

namespace LCam.Experiments.Results;

/// <summary>A named table as comma-separated values at full precision, a line for each cell (RFC 4180).</summary>
internal static class PivotCsv
{
    private static readonly string[] Columns =
    [
        "measure", "percentage", "value", "deviation", "low", "high", "seeds", "images", "runs", "difference", "difference_low", "difference_high",
        "p_wilcoxon", "p_bootstrap", "effect", "published", "published_difference", "published_covered", "missing",
    ];

    public static string Render(PivotTable table)
    {
        var text = new StringBuilder();
        string[] dimensions = [.. table.Spec.Group, .. table.Spec.Rows, .. table.Spec.Columns];
        var shown = dimensions.Where(IsShown).Select(dimension => dimension.Replace('-', '_'));
        var isMixed = MixedColumn.IsNeeded(table.Groups.SelectMany(group => group.Rows).Select(row => row.Notes));
        string[] mixed = isMixed ? [MixedColumn.Name] : [];
        text.AppendJoin(',', [.. shown, .. Columns, .. mixed]).Append("\r\n");
        foreach (var (group, row) in table.Groups.SelectMany(group => group.Rows, (group, row) => (group, row)))
        {
            foreach (var (column, cell) in table.Columns.Zip(row.Cells).Where(pair => pair.Second is not null))
            {
                string[] values = [.. group.Values, .. row.Values, .. column.Values];
                var names = dimensions.Zip(values).Where(pair => IsShown(pair.First)).Select(pair => pair.Second);
                string?[] note = isMixed ? [MixedColumn.Of(row.Notes)] : [];
                string?[] fields = [.. names, .. Fields(cell!, PublishedComparison.Of(cell!, table.Published)), .. note];
                text.AppendJoin(',', fields.Select(field => CsvFormat.Quote(field ?? ""))).Append("\r\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Whether the first line ends as that of every named table does.</summary>
    public static bool Wrote(string text) => text.Split('\n')[0] is var first
        && (first.EndsWith(string.Join(',', Columns) + "\r", StringComparison.Ordinal) || first.EndsWith(string.Join(',', [.. Columns, MixedColumn.Name]) + "\r", StringComparison.Ordinal));

    // These two have columns of their own in every table.
    private static bool IsShown(string dimension) => dimension is not (TableDimensions.Measure or TableDimensions.Percentage);

    private static string?[] Fields(PivotCell cell, PublishedComparison? beside) =>
    [
        cell.Measure.Id, CsvFormat.Number(cell.Percentage), CsvFormat.Number(cell.Value), CsvFormat.Number(cell.Deviation),
        CsvFormat.Number(cell.Interval?.Low), CsvFormat.Number(cell.Interval?.High),
        cell.Seeds.ToString(CultureInfo.InvariantCulture), cell.Images?.ToString(CultureInfo.InvariantCulture), string.Join(' ', cell.RunIds),
        CsvFormat.Number(cell.Test?.Difference), CsvFormat.Number(cell.Test?.Interval.Low), CsvFormat.Number(cell.Test?.Interval.High),
        CsvFormat.Number(cell.Test?.Wilcoxon), CsvFormat.Number(cell.Test?.Bootstrap), CsvFormat.Number(cell.Test?.Effect),
        CsvFormat.Number(beside?.Published.Value), CsvFormat.Number(beside?.Difference), beside?.IsCovered switch { true => "yes", false => "no", null => null }, cell.Missing,
    ];
}
