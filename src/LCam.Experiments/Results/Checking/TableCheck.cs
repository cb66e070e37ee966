using System.Globalization;
using System.Text.RegularExpressions;
using LCam.Problems;

namespace LCam.Experiments.Results.Checking;

/// <summary>A cell, or a line of notes, in which a table differs from the one that it is checked against.</summary>
/// <param name="Line">1-based, in the file; 0 where the file has no such cell.</param>
/// <param name="Place">What differs, in words.</param>
/// <param name="Expected">What the file has.</param>
/// <param name="Actual">What the store gives.</param>
/// <param name="Tolerance">What holds there; null where the two are no numbers that could be near each other.</param>
/// <param name="IsBeyond">Whether they differ by more than that.</param>
public sealed record CellDifference(int Line, string Place, string Expected, string Actual, Tolerance? Tolerance, bool IsBeyond);

/// <summary>
/// Compares a table with the text of an earlier one, value by value, each within its measure's tolerance. All that is no
/// value must be the same: which cells there are, counts, dashes, and the notes' words. Footnotes, emphasis and stars follow
/// from values and are not looked at.
/// </summary>
/// <param name="Cells">How many cells were compared.</param>
/// <param name="Differences">In the file's order, then what the file lacks.</param>
public sealed partial record TableCheck(int Cells, IReadOnlyList<CellDifference> Differences)
{
    private const string Nothing = "(nothing)";

    // A wrong format or tolerance would have one problem for each cell.
    private const int Told = 5;

    public bool IsWithin => !Differences.Any(difference => difference.IsBeyond);

    /// <param name="file">Where the expected text is from.</param>
    /// <param name="format">Id of the format that both texts have.</param>
    /// <exception cref="ProblemException">The format cannot be read, the file is no such table, or it lacks an interval that a tolerance needs.</exception>
    public static TableCheck Of(string file, string expected, string actual, string format, TableTolerances tolerances)
    {
        var (left, right) = (Read(expected, format), Read(actual, format));
        if (left.Cells.Count == 0)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(file, $"expected a table as {format}, found none", "name its format with --format"));
        }

        RequireIntervals(file, left, tolerances);
        var actualCells = right.Cells.ToDictionary(cell => cell.Place, StringComparer.Ordinal);
        var expectedPlaces = left.Cells.Select(cell => cell.Place).ToHashSet(StringComparer.Ordinal);
        return new TableCheck(left.Cells.Count,
        [
            .. left.Cells.Select(cell => Compare(cell, actualCells.GetValueOrDefault(cell.Place), tolerances)).OfType<CellDifference>(),
            .. right.Cells.Where(cell => !expectedPlaces.Contains(cell.Place)).Select(cell => new CellDifference(0, cell.Place, Nothing, cell.Text, null, IsBeyond: true)),
            .. Notes(left.Notes, right.Notes, tolerances.OfNotes),
        ]);
    }

    private static TableContent Read(string text, string format) => format switch
    {
        "markdown" => MarkdownContent.Read(text),
        "csv" => CsvContent.Read(text),
        _ => throw new ProblemException(ProblemKind.InvalidInput, new Problem(TableTolerances.Option, $"a table as {format} cannot be compared cell by cell", "give --format markdown or csv, and a file of that format")),
    };

    private static void RequireIntervals(string file, TableContent content, TableTolerances tolerances)
    {
        var lacking = content.Cells.Where(cell => cell is { Value: not null, Interval: null, Measure: not null } && tolerances.Of(cell.Measure).Kind == ToleranceKind.Interval).ToList();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput,
        [
            .. lacking.Take(Told).Select(cell => new Problem($"{file}:{cell.Line.ToString(CultureInfo.InvariantCulture)}", $"{cell.Place}: no interval stands beside {cell.Text}", "check a table with show: [interval], or give a number")),
            .. lacking.Count > Told ? [new Problem(file, FormattableString.Invariant($"{lacking.Count - Told} more cells have no interval"))] : Array.Empty<Problem>(),
        ]);
    }

    private static CellDifference? Compare(TableCell expected, TableCell? actual, TableTolerances tolerances)
    {
        if (actual is null)
        {
            return new CellDifference(expected.Line, expected.Place, expected.Text, Nothing, null, IsBeyond: true);
        }

        if (expected.Text == actual.Text)
        {
            return null;
        }

        // What is of no measure and has no decimals is a count.
        return expected.Value is { } left && actual.Value is { } right && (expected.Measure is not null || expected.Text.Contains('.', StringComparison.Ordinal))
            && tolerances.Of(expected.Measure) is var tolerance
            ? new CellDifference(expected.Line, expected.Place, expected.Text, actual.Text, tolerance, !tolerance.Allows(left, right, expected.Interval))
            : new CellDifference(expected.Line, expected.Place, expected.Text, actual.Text, null, IsBeyond: true);
    }

    private static IEnumerable<CellDifference> Notes(IReadOnlyList<(int Line, string Text)> expected, IReadOnlyList<(int Line, string Text)> actual, Tolerance tolerance)
    {
        for (var index = 0; index < Math.Max(expected.Count, actual.Count); index++)
        {
            var (line, left) = index < expected.Count ? expected[index] : (0, Nothing);
            var right = index < actual.Count ? actual[index].Text : Nothing;
            if (left != right)
            {
                var isNumbersAlone = Decimal().Replace(left, "#") == Decimal().Replace(right, "#");
                var isWithin = isNumbersAlone && Decimal().Matches(left).Zip(Decimal().Matches(right), (one, other) => tolerance.Allows(Number(one), Number(other), null)).All(within => within);
                yield return new CellDifference(line, "a note", left, right, isNumbersAlone ? tolerance : null, !isWithin);
            }
        }
    }

    private static double Number(Match match) => double.Parse(match.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[0-9]+\.[0-9]+")]
    private static partial Regex Decimal();
}
