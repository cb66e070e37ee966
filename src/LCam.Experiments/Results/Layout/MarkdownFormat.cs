using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LCam.Experiments.Results.Layout;

/// <summary>Markdown: the tables, then the caption, the notes and the footnotes.</summary>
internal sealed partial class MarkdownFormat : DocumentFormat
{
    public override string Id => "markdown";

    public override string Render(TableDocument document)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Escape(document.Title)}\n");
        foreach (var grid in document.Grids)
        {
            text.Append(grid.Heading is null ? "\n" : $"\n## {Escape(grid.Heading)}\n\n");
            Append(text, grid);
        }

        foreach (var paragraph in document.Notes.Prepend(document.Caption))
        {
            text.Append('\n').Append(Escape(paragraph)).Append('\n');
        }

        foreach (var (index, footnote) in document.Footnotes.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n[{index + 1}] {Escape(footnote)}\n");
        }

        return text.ToString();
    }

    // A title, the first table's heading, its head, and the row of colons as nobody else writes it.
    public override bool Wrote(string text) => Start().IsMatch(text);

    [GeneratedRegex("""\A# [^\n]+\n\n(?:## [^\n]+\n\n)?\| [^\n]+ \|\n\|(?::--\|)+(?:--:\|)+\n(?:\||\n)""")]
    private static partial Regex Start();

    private static void Append(StringBuilder text, Grid grid)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", grid.Heads.Concat(grid.Columns).Select(Escape))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|{string.Concat(grid.Heads.Select(_ => ":--|"))}{string.Concat(grid.Columns.Select(_ => "--:|"))}\n");
        foreach (var line in grid.Lines)
        {
            if (line.Kind == GridLineKind.Values)
            {
                var marks = string.Concat(line.Footnotes.Select(place => string.Create(CultureInfo.InvariantCulture, $" [{place}]")));
                var names = string.Join(" | ", line.Names.Select(Escape));
                text.Append(CultureInfo.InvariantCulture, $"| {names}{marks} | {string.Join(" | ", line.Cells.Select(Cell))} |\n");
                continue;
            }

            var emphasis = line.Kind == GridLineKind.Group ? "**" : "*";
            var empty = string.Concat(Enumerable.Repeat(" |", grid.Heads.Count - 1 + grid.Columns.Count));
            text.Append(CultureInfo.InvariantCulture, $"| {emphasis}{Escape(line.Names[0])}{emphasis} |{empty}\n");
        }
    }

    private static string Cell(GridCell cell)
    {
        var number = Escape(cell.Number);
        return $"{(cell.IsBest ? $"**{number}**" : number)}{cell.Beside}{cell.Marks.Replace("*", "\\*", StringComparison.Ordinal)}";
    }

    // A line feed would end the table, or the paragraph.
    private static string Escape(string text) => text
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");
}
