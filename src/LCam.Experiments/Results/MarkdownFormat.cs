using System.Globalization;
using System.Text;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>Markdown in the paper's layout: two decimals, rows grouped by backbone, controls last, dashes with their reasons below.</summary>
internal sealed class MarkdownFormat : ITableFormat
{
    private const string Dash = "–";

    public string Id => "markdown";

    public string Render(SanityTable table) => SanityMarkdown.Render(table);

    public string Render(ResultTable table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {table.Name}\n\n");
        var columns = Columns(table);
        text.Append(CultureInfo.InvariantCulture, $"| Method | {string.Join(" | ", columns)} |\n|:--|{string.Concat(columns.Select(_ => "--:|"))}\n");
        var footnotes = new Footnotes();
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

        return text.Append(footnotes.Render()).ToString();
    }

    private static List<string> Columns(ResultTable table)
    {
        var columns = table.Percentages.SelectMany(percentage => table.Shown
            .Where(measure => measure.PerPercentage)
            .Select(measure => $"{measure.Name} {Kept(percentage)}")).ToList();
        columns.Add("Forward passes");
        foreach (var measure in table.Shown.Where(measure => !measure.PerPercentage))
        {
            columns.Add(measure.Name);
            if (IsEnergy(measure))
            {
                columns.Add("Uniform map's");
            }
        }

        return columns;
    }

    private static IEnumerable<string> Values(ResultTable table, ResultRow row)
    {
        foreach (var percentage in table.Percentages)
        {
            var summary = row.Summaries.GetValueOrDefault(percentage);
            foreach (var measure in table.Shown.Where(measure => measure.PerPercentage))
            {
                yield return Number(summary is null ? null : measure.OfSummary!(summary));
            }
        }

        yield return row.ForwardPasses.ToString(CultureInfo.InvariantCulture);
        foreach (var measure in table.Shown.Where(measure => !measure.PerPercentage))
        {
            if (IsEnergy(measure))
            {
                yield return Number(100 * row.EnergyInside);
                yield return Number(100 * row.MaskShare);
            }
            else
            {
                var mean = row.Measures.GetValueOrDefault(measure.Id)?.Mean;
                yield return measure.Unit == MeasureUnit.Seconds ? Number(mean, "F4") : Number(100 * mean);
            }
        }
    }

    // Every evaluation takes it, unlike other measures of the map, so it has a place of its own in a row.
    private static bool IsEnergy(MeasureRegistration measure) => measure is { PerPercentage: false, Make: null };

    private static string Mark(ResultRow row, Footnotes footnotes) =>
        footnotes.Mark([row.Missing, DegenerateMaps(row), .. row.Measures.Values.Select(Undefined), .. row.Notes]);

    private static string? DegenerateMaps(ResultRow row)
    {
        var count = row.Summaries.Values.Select(summary => summary.DegenerateMaps).FirstOrDefault();
        return count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} maps are constant");
    }

    private static string? Undefined(MeasureSummary summary) => summary.Images == summary.Measured
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{MeasureRegistry.Find(summary.Id).Name} is over {summary.Images} of {summary.Measured} images: it is undefined for the others");

    private static string Caption(ResultTable table)
    {
        var counts = table.Rows.SelectMany(row => row.Summaries.Values).Select(summary => summary.Images).Distinct().Order()
            .Select(count => count.ToString(CultureInfo.InvariantCulture)).ToList();
        var over = counts.Count == 0 ? null : $"over {string.Join(" or ", counts)} images";
        var atPercentages = table.Shown.Where(measure => measure.PerPercentage).Select(measure => $"{measure.Name}: {measure.Caption}").ToList();
        var sentences = new List<string>();
        if (atPercentages.Count > 0)
        {
            var images = over is null ? "" : $", {over}";
            sentences.Add($"{string.Join("; ", atPercentages)}{images}; after keeping the given share of the map's pixels.");
        }

        var ofMaps = table.Shown.Where(measure => !measure.PerPercentage).ToList();
        sentences.AddRange(ofMaps.Select(measure => IsEnergy(measure) ? $"{measure.Name} is {measure.Caption}." : $"{measure.Name}: {measure.Caption}."));
        if (atPercentages.Count == 0 && over is not null)
        {
            sentences.Add($"All are means {over}.");
        }

        sentences.Add("Forward passes are those of one explanation.");

        return string.Join(' ', sentences);
    }

    private static string Kept(double percentage) => string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - percentage):0.##} %");

    internal static string Number(double? value, string format = "F2") => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : Dash;

    internal static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
