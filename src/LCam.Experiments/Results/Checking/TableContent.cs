namespace LCam.Experiments.Results.Checking;

/// <summary>A value in a table's text.</summary>
/// <param name="Place">What it is of, in words: group, row and column. No other cell of the table has the same.</param>
/// <param name="Measure">Id of the measure; null where it is of none.</param>
/// <param name="Line">1-based.</param>
/// <param name="Text">As it stands there, without emphasis and marks.</param>
/// <param name="Value">Null where the text is no number.</param>
/// <param name="Interval">Beside the value; null where none is.</param>
public sealed record TableCell(string Place, string? Measure, int Line, string Text, double? Value, Interval? Interval);

/// <summary>What stands in a table's text.</summary>
/// <param name="Cells">In order.</param>
/// <param name="Notes">Lines that belong to no table, footnotes left out, with their 1-based numbers.</param>
public sealed record TableContent(IReadOnlyList<TableCell> Cells, IReadOnlyList<(int Line, string Text)> Notes)
{
    /// <summary>Lines of a text: how they end, and whether a byte order mark stands first, is no matter of text.</summary>
    internal static string[] Lines(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>Places that are there several times are numbered, so that each cell has its own.</summary>
    internal static IReadOnlyList<TableCell> WithOwnPlaces(IReadOnlyList<TableCell> cells)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. cells.Select(cell =>
            {
                var count = seen[cell.Place] = seen.GetValueOrDefault(cell.Place) + 1;
                return count == 1 ? cell : cell with { Place = FormattableString.Invariant($"{cell.Place} ({count})") };
            }),
        ];
    }
}
