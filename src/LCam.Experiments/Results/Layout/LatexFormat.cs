using System.Globalization;
using System.Text;

namespace LCam.Experiments.Results.Layout;

/// <summary>A LaTeX table with the rules of the package booktabs, to be included in a paper.</summary>
internal sealed class LatexFormat : DocumentFormat
{
    private const string Start = "% \\usepackage{booktabs}, \\usepackage{graphicx} and \\usepackage[T1]{fontenc}\n";

    public override string Id => "latex";

    public override string Render(TableDocument document)
    {
        var text = new StringBuilder(Start);
        var tables = 0;
        foreach (var (index, grid) in document.Grids.Index())
        {
            var pages = LatexPages.Of(grid);
            foreach (var (page, lines) in pages.Index())
            {
                var continued = page > 0 ? ", continued" : "";
                var isFirst = tables == 0;
                var caption = isFirst ? document.Caption : $"{grid.Heading ?? document.Title}{continued}";
                var number = ++tables == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{tables}");
                text.Append(CultureInfo.InvariantCulture, $"\\begin{{table}}\n\\centering\n\\caption{{{LatexText.Escape(caption)}}}\n\\label{{tab:{Label(document.Title)}{number}}}\n\\smallskip\n");
                text.Append(isFirst && grid.Heading is { } heading ? $"{LatexText.Escape(heading)}\\par\\smallskip\n" : "");
                Append(text, grid, lines);
                if (index == 0 && page == pages.Count - 1)
                {
                    AppendNotes(text, document);
                }

                text.Append("\\end{table}\n");
            }
        }

        return text.ToString();
    }

    public override bool Wrote(string text) => text.StartsWith(Start + "\\begin{table}\n\\centering\n\\caption{", StringComparison.Ordinal);

    // Below the paper's own table, whatever comparisons follow.
    private static void AppendNotes(StringBuilder text, TableDocument document)
    {
        foreach (var (index, footnote) in document.Footnotes.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"\\par{{\\footnotesize\\raggedright\\textsuperscript{{{index + 1}}} {LatexText.Escape(footnote)}\\par}}\n");
        }

        foreach (var note in document.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\par{{\\footnotesize\\raggedright {LatexText.Escape(note)}\\par}}\n");
        }
    }

    private static void Append(StringBuilder text, Grid grid, IReadOnlyList<GridLine> lines)
    {
        var width = grid.Heads.Count + grid.Columns.Count;

        // What is wider than the text is made smaller; what is not stays as it is.
        text.Append(CultureInfo.InvariantCulture, $"\\resizebox{{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}}{{!}}{{\\begin{{tabular}}{{{new string('l', grid.Heads.Count)}{new string('r', grid.Columns.Count)}}}\n\\toprule\n");
        text.Append(CultureInfo.InvariantCulture, $"{string.Join(" & ", grid.Heads.Select(LatexText.Escape).Concat(grid.Columns.Select(Stacked)))} \\\\\n\\midrule\n");
        foreach (var (index, line) in lines.Index())
        {
            if (line.Kind == GridLineKind.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Names(line)} & {string.Join(" & ", line.Cells.Select(Cell))} \\\\\n");
                continue;
            }

            var style = line.Kind == GridLineKind.Group ? "textbf" : "emph";
            text.Append(index > 0 && line.Kind == GridLineKind.Group ? "\\midrule\n" : "");
            text.Append(CultureInfo.InvariantCulture, $"\\multicolumn{{{width}}}{{l}}{{\\{style}{{{LatexText.Escape(line.Names[0])}}}}} \\\\\n");
        }

        text.Append("\\bottomrule\n\\end{tabular}}\n");
    }

    // A heading is seldom as narrow as the numbers below it: its words stand above each other, a number with its unit.
    private static string Stacked(string heading)
    {
        var words = heading.Replace(" %", "\u00a0%", StringComparison.Ordinal).Split(' ').Select(word => LatexText.Escape(word.Replace('\u00a0', ' '))).ToList();
        return words.Count == 1 ? words[0] : $"\\shortstack[r]{{{string.Join("\\\\", words)}}}";
    }

    // An opening bracket at a line's start would be read as an option of the row end before it.
    private static string Names(GridLine line)
    {
        var places = string.Join(',', line.Footnotes.Select(place => place.ToString(CultureInfo.InvariantCulture)));
        var names = string.Join(" & ", line.Names.Select(LatexText.Escape));
        return (names.StartsWith('[') || names.StartsWith('*') ? "{}" : "") + names + (places.Length == 0 ? "" : $"\\textsuperscript{{{places}}}");
    }

    private static string Cell(GridCell cell)
    {
        var number = LatexText.Escape(cell.Number);
        var marks = cell.Marks.Length == 0 ? "" : $"\\textsuperscript{{{LatexText.Escape(cell.Marks)}}}";
        return $"{(cell.IsBest ? $"\\textbf{{{number}}}" : number)}{LatexText.Escape(cell.Beside)}{marks}";
    }

    private static string Label(string title) => string.Concat(title.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'));
}
