using System.Globalization;
using System.Net;
using System.Text;

namespace LCam.Experiments.Results.Layout;

/// <summary>One page of HTML that needs nothing beside itself: no script, no style sheet, no font.</summary>
internal sealed class HtmlFormat : DocumentFormat
{
    private const string Style =
        "body{font-family:sans-serif;margin:2em;color-scheme:light dark}table{border-collapse:collapse;border-top:2px solid;border-bottom:2px solid}"
        + "caption{text-align:left;font-weight:bold;padding:.5em 0}th,td{padding:.2em .6em}th{text-align:left}thead th{border-bottom:1px solid}"
        + "td,th.value{text-align:right;font-variant-numeric:tabular-nums}tr.group th{border-top:1px solid}tr.part th{font-weight:normal;font-style:italic}tbody th[scope=row]{font-weight:normal}";

    private const string Start = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n";

    public override string Id => "html";

    public override string Render(TableDocument document)
    {
        var text = new StringBuilder(Start);
        text.Append(CultureInfo.InvariantCulture, $"<title>{Escape(document.Title)}</title>\n<style>{Style}</style>\n</head>\n<body>\n<main>\n<h1>{Escape(document.Title)}</h1>\n");
        foreach (var grid in document.Grids)
        {
            Append(text, grid);
        }

        foreach (var paragraph in document.Notes.Prepend(document.Caption))
        {
            text.Append(CultureInfo.InvariantCulture, $"<p>{Escape(paragraph)}</p>\n");
        }

        if (document.Footnotes.Count > 0)
        {
            text.Append("<ol>\n");
            foreach (var (index, footnote) in document.Footnotes.Index())
            {
                text.Append(CultureInfo.InvariantCulture, $"<li id=\"footnote-{index + 1}\">{Escape(footnote)}</li>\n");
            }

            text.Append("</ol>\n");
        }

        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    public override bool Wrote(string text) => text.StartsWith(Start, StringComparison.Ordinal) && text.Contains($"</title>\n<style>{Style}</style>\n", StringComparison.Ordinal);

    private static void Append(StringBuilder text, Grid grid)
    {
        text.Append("<table>\n");
        if (grid.Heading is { } heading)
        {
            text.Append(CultureInfo.InvariantCulture, $"<caption>{Escape(heading)}</caption>\n");
        }

        text.Append("<thead>\n<tr>");
        text.AppendJoin("", grid.Heads.Select(head => $"<th scope=\"col\">{Escape(head)}</th>"));
        text.AppendJoin("", grid.Columns.Select(column => $"<th scope=\"col\" class=\"value\">{Escape(column)}</th>"));
        text.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var line in grid.Lines)
        {
            text.Append(line.Kind switch
            {
                GridLineKind.Values => $"<tr>{Names(line)}{string.Concat(line.Cells.Select(cell => $"<td>{Cell(cell)}</td>"))}</tr>\n",
                _ => Title(line, grid.Heads.Count + grid.Columns.Count),
            });
        }

        text.Append("</tbody>\n</table>\n");
    }

    private static string Title(GridLine line, int width) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tr class=\"{(line.Kind == GridLineKind.Group ? "group" : "part")}\"><th colspan=\"{width}\">{Escape(line.Names[0])}</th></tr>\n");

    private static string Names(GridLine line)
    {
        var marks = string.Concat(line.Footnotes.Select(place => string.Create(CultureInfo.InvariantCulture, $" <a href=\"#footnote-{place}\">[{place}]</a>")));
        return string.Concat(line.Names.Index().Select(name =>
            $"<th scope=\"row\">{Escape(name.Item)}{(name.Index == line.Names.Count - 1 ? marks : "")}</th>"));
    }

    private static string Cell(GridCell cell)
    {
        var number = Escape(cell.Number);
        var marks = cell.Marks.Length == 0 ? "" : $"<sup>{Escape(cell.Marks)}</sup>";
        return $"{(cell.IsBest ? $"<strong>{number}</strong>" : number)}{Escape(cell.Beside)}{marks}";
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
