using System.Globalization;
using System.Text;

namespace LCam.Experiments.Results;

/// <summary>Markdown in the paper's layout: two decimals, rows grouped by backbone, controls last, dashes with their reasons below.</summary>
internal sealed class MarkdownFormat : ITableFormat
{
    private const string Dash = "–";

    public string Id => "markdown";

    public string Render(ResultTable table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {table.Name}\n\n");
        var columns = Columns(table);
        text.Append(CultureInfo.InvariantCulture, $"| Method | {string.Join(" | ", columns)} |\n|:--|{string.Concat(columns.Select(_ => "--:|"))}\n");
        var footnotes = new List<string>();
        foreach (var group in table.Rows.GroupBy(row => row.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"| **{Escape(group.Key)}** |{string.Concat(columns.Select(_ => " |"))}\n");
            foreach (var (row, previous) in group.Zip(group.Prepend(null)))
            {
                if (row.Kind == RowKind.Control && previous?.Kind != RowKind.Control)
                {
                    text.Append(CultureInfo.InvariantCulture, $"| *Controls* |{string.Concat(columns.Select(_ => " |"))}\n");
                }

                var mark = Mark(row, footnotes);
                text.Append(CultureInfo.InvariantCulture, $"| {Escape(row.Method)}{mark} | {string.Join(" | ", Values(table, row))} |\n");
            }
        }

        text.Append('\n').Append(Caption(table)).Append('\n');
        foreach (var note in table.Notes)
        {
            text.Append('\n').Append(Escape(note)).Append('\n');
        }

        for (var index = 0; index < footnotes.Count; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n[{index + 1}] {Escape(footnotes[index])}\n");
        }

        return text.ToString();
    }

    private static List<string> Columns(ResultTable table)
    {
        var columns = table.Percentages.SelectMany(percentage => new[] { $"AD {Kept(percentage)}", $"IC {Kept(percentage)}" }).ToList();
        columns.Add("Forward passes");
        if (table.HasEnergy)
        {
            columns.AddRange(["Energy on object", "Uniform map's"]);
        }

        return columns;
    }

    private static IEnumerable<string> Values(ResultTable table, ResultRow row)
    {
        foreach (var percentage in table.Percentages)
        {
            var summary = row.Summaries.GetValueOrDefault(percentage);
            yield return Number(summary?.AverageDrop);
            yield return Number(summary?.IncreaseInConfidence);
        }

        yield return row.ForwardPasses.ToString(CultureInfo.InvariantCulture);
        if (table.HasEnergy)
        {
            yield return Number(100 * row.EnergyInside);
            yield return Number(100 * row.MaskShare);
        }
    }

    private static string Mark(ResultRow row, List<string> footnotes)
    {
        string?[] reasons = [row.Missing, DegenerateMaps(row), .. row.Notes];
        var marks = new StringBuilder();
        foreach (var reason in reasons.OfType<string>())
        {
            var index = footnotes.IndexOf(reason);
            if (index < 0)
            {
                footnotes.Add(reason);
                index = footnotes.Count - 1;
            }

            marks.Append(CultureInfo.InvariantCulture, $" [{index + 1}]");
        }

        return marks.ToString();
    }

    private static string? DegenerateMaps(ResultRow row)
    {
        var count = row.Summaries.Values.Select(summary => summary.DegenerateMaps).FirstOrDefault();
        return count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} maps are constant");
    }

    private static string Caption(ResultTable table)
    {
        var images = table.Rows.SelectMany(row => row.Summaries.Values).Select(summary => summary.Images).Distinct().Order()
            .Select(count => count.ToString(CultureInfo.InvariantCulture)).ToList();
        var over = images.Count == 0 ? "" : $", over {string.Join(" or ", images)} images";
        var energy = table.HasEnergy
            ? " Energy on object is the share (%) of the unmuted map inside the object's mask, beside the share that a uniform map has."
            : "";
        return $"AD: average drop (%, lower is better), relative, over all images; IC: increase in confidence (%, higher is better){over}; "
            + $"after keeping the given share of the map's pixels. Forward passes are those of one explanation.{energy}";
    }

    private static string Kept(double percentage) => string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - percentage):0.##} %");

    private static string Number(double? value) => value is { } number ? number.ToString("F2", CultureInfo.InvariantCulture) : Dash;

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
