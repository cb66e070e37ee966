using System.Globalization;
using System.Text.RegularExpressions;
using LCam.Measures;

namespace LCam.Experiments.Results.Checking;

/// <summary>
/// Reads the values of a table in Markdown, as lcam writes it. Tests and published values under headings of their own follow
/// from the values, or are another's: they are left out.
/// </summary>
internal static partial class MarkdownContent
{
    private static readonly string[] Derived = ["## Compared with ", "## Beside the published values"];

    public static TableContent Read(string text)
    {
        var (cells, notes) = (new List<TableCell>(), new List<(int, string)>());
        var lines = TableContent.Lines(text);
        var (heading, isDerived) = ("", false);
        for (var index = 0; index < lines.Length; index++)
        {
            if (index + 1 < lines.Length && Alignment().IsMatch(lines[index + 1]))
            {
                var end = index + 2;
                while (end < lines.Length && lines[end].StartsWith('|'))
                {
                    end++;
                }

                cells.AddRange(isDerived ? [] : Grid(lines, index, end, heading));
                index = end - 1;
            }
            else if (lines[index].StartsWith("## ", StringComparison.Ordinal))
            {
                (heading, isDerived) = (lines[index][3..], Derived.Any(start => lines[index].StartsWith(start, StringComparison.Ordinal)));
            }
            else if (lines[index].Length > 0 && !Footnote().IsMatch(lines[index]))
            {
                notes.Add((index + 1, lines[index]));
            }
        }

        return new TableContent(TableContent.WithOwnPlaces(cells), notes);
    }

    private static IEnumerable<TableCell> Grid(string[] lines, int first, int end, string heading)
    {
        var heads = Fields(lines[first]);
        var names = lines[first + 1].Split(":--|").Length - 1;
        var group = "";
        for (var index = first + 2; index < end; index++)
        {
            var fields = Fields(lines[index]);
            if (fields.Skip(1).All(field => field.Length == 0) && Title().Match(fields[0]) is { Success: true } title)
            {
                // Parts of a group, such as its controls, are no part of a row's name.
                group = title.Groups["group"].Success ? title.Groups["group"].Value : group;
                continue;
            }

            // Which footnotes a row has is no part of its name either.
            string[] row = [.. fields.Take(names).Select(name => Marks().Replace(name, ""))];
            for (var column = names; column < Math.Min(fields.Length, heads.Length); column++)
            {
                string[] place = [heading, group, .. row, heads[column]];
                yield return Cell(string.Join(", ", place.Where(part => part.Length > 0)), Measure([heads[column], .. row, group]), index + 1, fields[column]);
            }
        }
    }

    private static TableCell Cell(string place, string? measure, int line, string field)
    {
        var plain = Stars().Replace(field, "").Replace("**", "", StringComparison.Ordinal);
        var match = Value().Match(plain);
        return match.Success && Number(match.Groups["value"].Value) is { } value
            ? new TableCell(place, measure, line, match.Groups["value"].Value, value, match.Groups["low"].Success && Number(match.Groups["low"].Value) is { } low && Number(match.Groups["high"].Value) is { } high ? new Interval(low, high) : null)
            : new TableCell(place, measure, line, plain, null, null);
    }

    // The longest name counts: one may begin as another does.
    private static string? Measure(IEnumerable<string> titles) => titles
        .Select(title => MeasureRegistry.All
            .Where(measure => title == measure.Name || title.StartsWith($"{measure.Name} ", StringComparison.Ordinal) || title.StartsWith($"{measure.Name},", StringComparison.Ordinal))
            .MaxBy(measure => measure.Name.Length)?.Id)
        .FirstOrDefault(id => id is not null);

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Fields(string line) => [.. Separator().Split(line.Trim().TrimStart('|').TrimEnd('|')).Select(field => field.Trim())];

    [GeneratedRegex(@"\A\|(?::--\|)+(?:--:\|)+\z")]
    private static partial Regex Alignment();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\A\[[0-9]+\] ")]
    private static partial Regex Footnote();

    [GeneratedRegex(@"\A(?:\*\*(?<group>.+)\*\*|\*[^*].*\*)\z")]
    private static partial Regex Title();

    [GeneratedRegex(@"(?: \[[0-9]+\])+\z")]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?:\\\*)+\z")]
    private static partial Regex Stars();

    [GeneratedRegex(@"\A(?<value>\S+)(?: ± \S+)?(?: \[(?<low>[^,\]]+), (?<high>[^,\]]+)\])?\z")]
    private static partial Regex Value();
}
