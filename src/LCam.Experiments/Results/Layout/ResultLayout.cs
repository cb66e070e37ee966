using System.Globalization;
using LCam.Experiments.Specs;
using LCam.Measures;

namespace LCam.Experiments.Results.Layout;

/// <summary>Lays a table out as the paper does: two decimals, rows grouped by backbone, controls last, dashes with their reasons below.</summary>
internal static class ResultLayout
{
    public static TableDocument Of(ResultTable table)
    {
        var lines = new List<GridLine>();
        var footnotes = new Footnotes();
        foreach (var group in table.Rows.GroupBy(row => row.Group))
        {
            lines.Add(GridLine.Title(GridLineKind.Group, group.Key));
            foreach (var (row, previous) in group.Zip(group.Prepend(null)))
            {
                if (row.Kind == RowKind.Control && previous?.Kind != RowKind.Control)
                {
                    lines.Add(GridLine.Title(GridLineKind.Part, "Controls"));
                }

                lines.Add(new GridLine(GridLineKind.Values, [row.Method], footnotes.Refer(Remarks(row)), [.. Cells(table, row)]));
            }
        }

        return new TableDocument(table.Name, [new Grid(null, ["Method"], Columns(table), lines)], Caption(table), table.Notes, footnotes.Texts);
    }

    private static List<string> Columns(ResultTable table)
    {
        var columns = table.Percentages.SelectMany(percentage => table.Shown
            .Where(measure => measure.PerPercentage)
            .Select(measure => $"{measure.Name} {PercentageNames.Kept(percentage)}")).ToList();
        columns.Add("Forward passes");
        columns.AddRange(OfMaps(table).Select(measure => measure.Name));
        return columns;
    }

    private static IEnumerable<GridCell> Cells(ResultTable table, ResultRow row)
    {
        foreach (var percentage in table.Percentages)
        {
            var summary = row.Summaries.GetValueOrDefault(percentage);
            foreach (var measure in table.Shown.Where(measure => measure.PerPercentage))
            {
                yield return new GridCell(summary is null ? null : measure.OfSummary!(summary));
            }
        }

        yield return new GridCell(row.ForwardPasses, 0);
        foreach (var measure in OfMaps(table))
        {
            var mean = row.Measures.GetValueOrDefault(measure.Id)?.Mean;
            yield return measure.Unit == MeasureUnit.Seconds ? new GridCell(mean, 4) : new GridCell(100 * mean);
        }
    }

    // Each with its baseline beside it; one that the spec chose too stands once.
    private static IEnumerable<MeasureRegistration> OfMaps(ResultTable table) => table.Shown.Where(measure => !measure.PerPercentage)
        .SelectMany(measure => (MeasureRegistration[])(measure.Baseline is { } baseline ? [measure, baseline] : [measure])).Distinct();

    private static IEnumerable<string?> Remarks(ResultRow row) =>
        [row.Missing, DegenerateMaps(row), .. row.Measures.Values.Select(Undefined), .. row.Notes];

    private static string? DegenerateMaps(ResultRow row)
    {
        var count = row.Summaries.Values.Select(summary => summary.DegenerateMaps).FirstOrDefault();
        return count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} maps are constant");
    }

    private static string? Undefined(MeasureSummary summary) => summary.Images == summary.Measured
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{MeasureRegistry.Find(summary.Id).Name} is over {summary.Images} of {summary.Measured} images: it is undefined for the others");

    private static string Caption(ResultTable table)
    {
        var counts = table.Rows.SelectMany(row => row.Summaries.Values).Select(summary => summary.Images).Distinct().Order()
            .Select(count => count.ToString(CultureInfo.InvariantCulture)).ToList();
        var over = counts.Count == 0 ? null : $"over {string.Join(" or ", counts)} images";
        var atPercentages = table.Shown.Where(measure => measure.PerPercentage).Select(measure => $"{measure.Name}: {measure.Caption}").ToList();
        var sentences = new List<string>();
        if (atPercentages.Count > 0)
        {
            var images = over is null ? "" : $", {over}";
            sentences.Add($"{string.Join("; ", atPercentages)}{images}; after keeping the given share of the map's pixels.");
        }

        var ofMaps = table.Shown.Where(measure => !measure.PerPercentage).ToList();
        sentences.AddRange(ofMaps.Select(measure => measure.Baseline is not null ? $"{measure.Name} is {measure.Caption}." : $"{measure.Name}: {measure.Caption}."));
        if (atPercentages.Count == 0 && over is not null)
        {
            sentences.Add($"All are means {over}.");
        }

        sentences.Add("Forward passes are those of one explanation.");

        return string.Join(' ', sentences);
    }
}
