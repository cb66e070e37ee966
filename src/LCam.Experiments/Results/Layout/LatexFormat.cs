using System.Globalization;
using System.Text;

namespace LCam.Experiments.Results.Layout;

/// <summary>A LaTeX table with the rules of the package booktabs, to be included in a paper.</summary>
internal sealed class LatexFormat : DocumentFormat
{
    private static readonly Dictionary<char, string> Escapes = new()
    {
        ['\\'] = "\\textbackslash{}",
        ['{'] = "\\{",
        ['}'] = "\\}",
        ['$'] = "\\$",
        ['&'] = "\\&",
        ['#'] = "\\#",
        ['%'] = "\\%",
        ['_'] = "\\_",
        ['^'] = "\\textasciicircum{}",
        ['~'] = "\\textasciitilde{}",
        ['<'] = "\\textless{}",
        ['>'] = "\\textgreater{}",
        ['|'] = "\\textbar{}",
        ['"'] = "\\textquotedbl{}",
        ['–'] = "--",
        ['—'] = "---",
        ['±'] = "$\\pm$",
        ['×'] = "$\\times$",
        ['≤'] = "$\\leq$",
        ['≥'] = "$\\geq$",
        ['−'] = "$-$",
    };

    public override string Id => "latex";

    public override string Render(TableDocument document)
    {
        var text = new StringBuilder("% \\usepackage{booktabs} and \\usepackage[T1]{fontenc}\n\\begin{table}\n\\centering\n");
        text.Append(CultureInfo.InvariantCulture, $"\\caption{{{Escape(document.Caption)}}}\n\\label{{tab:{Label(document.Title)}}}\n");
        foreach (var (index, grid) in document.Grids.Index())
        {
            text.Append(index == 0 ? "" : "\\par\\medskip\n");
            text.Append(grid.Heading is null ? "" : $"{Escape(grid.Heading)}\\par\\smallskip\n");
            Append(text, grid);
        }

        foreach (var (index, footnote) in document.Footnotes.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"\\par{{\\footnotesize\\textsuperscript{{{index + 1}}} {Escape(footnote)}\\par}}\n");
        }

        foreach (var note in document.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\par{{\\footnotesize {Escape(note)}\\par}}\n");
        }

        return text.Append("\\end{table}\n").ToString();
    }

    private static void Append(StringBuilder text, Grid grid)
    {
        var width = grid.Heads.Count + grid.Columns.Count;
        text.Append(CultureInfo.InvariantCulture, $"\\begin{{tabular}}{{{new string('l', grid.Heads.Count)}{new string('r', grid.Columns.Count)}}}\n\\toprule\n");
        text.Append(CultureInfo.InvariantCulture, $"{string.Join(" & ", grid.Heads.Concat(grid.Columns).Select(Escape))} \\\\\n\\midrule\n");
        foreach (var (index, line) in grid.Lines.Index())
        {
            if (line.Kind == GridLineKind.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Names(line)} & {string.Join(" & ", line.Cells.Select(Cell))} \\\\\n");
                continue;
            }

            var style = line.Kind == GridLineKind.Group ? "textbf" : "emph";
            text.Append(index > 0 && line.Kind == GridLineKind.Group ? "\\midrule\n" : "");
            text.Append(CultureInfo.InvariantCulture, $"\\multicolumn{{{width}}}{{l}}{{\\{style}{{{Escape(line.Names[0])}}}}} \\\\\n");
        }

        text.Append("\\bottomrule\n\\end{tabular}\n");
    }

    // An opening bracket at a line's start would be read as an option of the row end before it.
    private static string Names(GridLine line)
    {
        var places = string.Join(',', line.Footnotes.Select(place => place.ToString(CultureInfo.InvariantCulture)));
        var names = string.Join(" & ", line.Names.Select(Escape));
        return (names.StartsWith('[') || names.StartsWith('*') ? "{}" : "") + names + (places.Length == 0 ? "" : $"\\textsuperscript{{{places}}}");
    }

    private static string Cell(GridCell cell)
    {
        var number = Escape(cell.Number);
        var marks = cell.Marks.Length == 0 ? "" : $"\\textsuperscript{{{Escape(cell.Marks)}}}";
        return $"{(cell.IsBest ? $"\\textbf{{{number}}}" : number)}{Escape(cell.Beside)}{marks}";
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            escaped.Append(Escapes.TryGetValue(character, out var written) ? written : char.IsControl(character) ? " " : character.ToString());
        }

        return escaped.ToString();
    }

    private static string Label(string title) => string.Concat(title.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'));
}
