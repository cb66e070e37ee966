using LCam.Experiments.Specs;
using LCam.Problems;
using LCam.Statistics;

namespace LCam.Experiments.Results;

/// <summary>Tests a named table's rows against their group's baseline: measure by measure, on the same images.</summary>
internal static class BaselineTests
{
    // Samples whose seeds are drawn apart from each other: two methods' trainings have no seed in common but its number.
    private const int Own = 1;
    private const int Baselines = 2;

    /// <exception cref="ProblemException">No group has the baseline.</exception>
    public static IReadOnlyList<PivotGroup> Compare(TableSpec table, IReadOnlyList<PivotGroup> groups)
    {
        if (table.Baseline is not { } name)
        {
            return groups;
        }

        if (!groups.SelectMany(group => group.Rows).Any(row => NameOf(row) == name))
        {
            throw Unknown(table, name, groups);
        }

        var tested = groups.Select(group => group with { Rows = [.. group.Rows.Select(row => Compare(table, row, group.Rows.FirstOrDefault(other => NameOf(other) == name)))] }).ToList();
        return Corrected(tested);
    }

    /// <summary>What a baseline is given as.</summary>
    public static string NameOf(PivotRow row) => string.Join(", ", row.Names);

    private static PivotRow Compare(TableSpec table, PivotRow row, PivotRow? baseline) => baseline is null || ReferenceEquals(row, baseline)
        ? row
        : row with { Cells = [.. row.Cells.Zip(baseline.Cells, (cell, other) => cell is null || other is null ? cell : cell with { Test = Test(table, cell, other) })] };

    private static PairedTest? Test(TableSpec table, PivotCell cell, PivotCell other)
    {
        if (cell.Measure != other.Measure || !cell.Percentage.Equals(other.Percentage)
            || cell.Scores is not { } own || other.Scores is not { } theirs || !own.Images.SequenceEqual(theirs.Images))
        {
            return null;
        }

        var differences = own.OfImages().Zip(theirs.OfImages(), (mine, its) => mine - its).Where(double.IsFinite).ToList();
        if (differences.Count == 0 || cell.Interval is null || other.Interval is null)
        {
            return null;
        }

        var wilcoxon = Wilcoxon.Test(differences);
        var resampled = Bootstrap.Means(own.Seeds, table.Bootstrap, Own).Zip(Bootstrap.Means(theirs.Seeds, table.Bootstrap, Baselines), (mine, its) => mine - its).ToArray();
        var (low, high) = Bootstrap.Interval(resampled, table.Bootstrap.Confidence);
        return new PairedTest(differences.Average(), new Interval(low, high), differences.Count, wilcoxon.PValue, Bootstrap.PValue(resampled), wilcoxon.RankBiserial);
    }

    private static List<PivotGroup> Corrected(List<PivotGroup> groups)
    {
        var tests = groups.SelectMany(group => group.Rows).SelectMany(row => row.Cells).Select(cell => cell?.Test).OfType<PairedTest>().ToList();
        var wilcoxon = Holm.Adjust([.. tests.Select(test => test.Wilcoxon)]);
        var bootstrap = Holm.Adjust([.. tests.Select(test => test.Bootstrap)]);
        var next = 0;
        PivotCell? Adjust(PivotCell? cell)
        {
            if (cell?.Test is not { } test)
            {
                return cell;
            }

            var adjusted = test with { Wilcoxon = wilcoxon[next], Bootstrap = bootstrap[next] };
            next++;
            return cell with { Test = adjusted };
        }

        return [.. groups.Select(group => group with { Rows = [.. group.Rows.Select(row => row with { Cells = [.. row.Cells.Select(Adjust)] })] })];
    }

    private static ProblemException Unknown(TableSpec table, string name, IReadOnlyList<PivotGroup> groups)
    {
        var names = groups.SelectMany(group => group.Rows).Select(NameOf).Distinct().ToList();
        var remedy = Suggestion.For(name, names) is { } near ? $"did you mean '{near}'?" : $"it has: {string.Join("; ", names)}";
        return new ProblemException(ProblemKind.InvalidInput, new Problem(table.Where, $"the table '{table.Name}' has no row '{name}' to compare with", remedy));
    }
}
