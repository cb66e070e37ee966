using System.Globalization;
using LCam.Experiments.Results.Layout;

namespace LCam.Experiments.Results;

/// <summary>What a named table tells of how sure its numbers are.</summary>
internal static class StatisticsLayout
{
    private const int ProbabilityDigits = 4;

    private static readonly (double Below, string Stars)[] Convention = [(0.001, "***"), (0.01, "**"), (0.05, "*")];

    /// <summary>The mark of a p-value; none where it is 0.05 or more.</summary>
    public static string Stars(double p) => Convention.Where(level => p < level.Below).Select(level => level.Stars).FirstOrDefault("");

    /// <summary>The tests themselves, a line for each; none without a baseline.</summary>
    public static IEnumerable<Grid> Tests(PivotTable table)
    {
        var lines = new List<GridLine>();
        foreach (var group in table.Groups)
        {
            var ofGroup = group.Rows.SelectMany(row => table.Columns.Zip(row.Cells)
                .Where(pair => pair.Second?.Test is not null)
                .Select(pair => Line(table, row, pair.First, pair.Second!))).ToList();
            if (ofGroup.Count > 0 && group.Title.Length > 0)
            {
                lines.Add(GridLine.Title(GridLineKind.Group, group.Title));
            }

            lines.AddRange(ofGroup);
        }

        return lines.Count == 0 ? [] :
        [
            new Grid(
                $"Compared with {table.Spec.Baseline}",
                [.. table.Spec.Rows.Select(PivotWords.Heading), "Column"],
                ["Difference", "p (Wilcoxon)", "p (paired bootstrap)", "Effect size", "Images"],
                lines),
        ];
    }

    /// <summary>What the marks and intervals are, a sentence for each kind that is there.</summary>
    public static IEnumerable<string> Caption(PivotTable table)
    {
        var (spec, cells) = (table.Spec, table.Cells.ToList());
        if (spec.ShowsDeviation && cells.Any(cell => cell.Deviation is not null))
        {
            yield return "Behind ± is the standard deviation over seeds.";
        }

        var share = string.Create(CultureInfo.InvariantCulture, $"{100 * spec.Bootstrap.Confidence:0.##} %");
        var over = cells.Any(cell => cell.Seeds > 1) ? "images and seeds" : "images";
        var how = string.Create(CultureInfo.InvariantCulture, $"percentile bootstrap over {over}, {spec.Bootstrap.Resamples} resamples, seed {spec.Bootstrap.Seed}");
        if (spec.ShowsInterval && cells.Any(cell => cell.Interval is not null))
        {
            yield return $"In brackets are {share} confidence intervals ({how}).";
        }

        var tests = cells.Count(cell => cell.Test is not null);
        if (tests > 0)
        {
            var test = spec.StarsOfBootstrap ? "paired bootstrap" : "Wilcoxon's signed-rank test";
            yield return string.Create(CultureInfo.InvariantCulture, $"Stars tell differences from {spec.Baseline} on the same images ({test}, two-sided, Holm's correction over {tests} tests): * p < 0.05, ** p < 0.01, *** p < 0.001.");
            yield return $"Differences have {share} intervals ({how}, images paired); all p-values are corrected; the effect size is the matched-pairs rank-biserial correlation.";
        }
    }

    private static GridLine Line(PivotTable table, PivotRow row, PivotColumn column, PivotCell cell)
    {
        var test = cell.Test!;
        var digits = PivotLayout.Digits(table, cell);
        return new GridLine(GridLineKind.Values, [.. row.Names, column.Heading], [],
        [
            new GridCell(test.Difference, digits) { Interval = test.Interval },
            new GridCell(test.Wilcoxon, ProbabilityDigits),
            new GridCell(test.Bootstrap, ProbabilityDigits),
            new GridCell(test.Effect),
            new GridCell(test.Images, 0),
        ]);
    }
}
