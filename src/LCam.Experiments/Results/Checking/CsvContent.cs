using System.Globalization;
using System.Text;
using LCam.Measures;

namespace LCam.Experiments.Results.Checking;

/// <summary>
/// Reads the values of a table in comma-separated values, as lcam writes it. Runs' ids and what follows from the values
/// (deviations, tests) are left out; counts stand as texts, which have no tolerance.
/// </summary>
internal static class CsvContent
{
    private const double Percent = 100;

    private static readonly HashSet<string> Coordinates =
        new(StringComparer.Ordinal) { "backbone", "method", "kind", "cell", "percentage", "depth", "layer", "measure" };

    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "run", "runs", "missing", MixedColumn.Name, "deviation", "low", "high", "difference", "difference_low", "difference_high",
        "p_wilcoxon", "p_bootstrap", "effect", "published", "published_difference", "published_covered",
        "rank_correlation_deviation", "structural_similarity_deviation",
    };

    private static readonly HashSet<string> Counts = new(StringComparer.Ordinal)
    {
        "images", "seeds", "forward_passes", "rank_correlation_images", "structural_similarity_images",
    };

    // What the plain table has in percent; its measures of unmuted maps are shares.
    private static readonly Dictionary<string, string> InPercent = new(StringComparer.Ordinal)
    {
        ["average_drop"] = "average-drop",
        ["increase_in_confidence"] = "increase-in-confidence",
        ["top1_before"] = "top-1",
        ["top1_after"] = "top-1",
        ["top5_before"] = "top-5",
        ["top5_after"] = "top-5",
    };

    private static readonly Dictionary<string, MeasureRegistration> OfMaps =
        MeasureRegistry.All.Where(measure => !measure.PerPercentage).ToDictionary(measure => CsvFormat.Column(measure.Id));

    public static TableContent Read(string text)
    {
        var cells = new List<TableCell>();
        string[]? heads = null;
        foreach (var (line, fields) in Records(text.TrimStart('\uFEFF')))
        {
            if (heads is null)
            {
                heads = fields;
                continue;
            }

            cells.AddRange(Row(heads, fields, line));
        }

        return new TableContent(TableContent.WithOwnPlaces(cells), []);
    }

    private static IEnumerable<TableCell> Row(string[] heads, string[] fields, int line)
    {
        var row = heads.Zip(fields).DistinctBy(field => field.First).ToDictionary(field => field.First, field => field.Second, StringComparer.Ordinal);
        var place = string.Join(", ", heads.Zip(fields).Where(field => !IsValue(field.First) && field.Second.Length > 0).Select(field => Coordinate(field.First, field.Second)));
        var interval = Number(row.GetValueOrDefault("low")) is { } low && Number(row.GetValueOrDefault("high")) is { } high ? new Interval(low, high) : null;
        foreach (var (head, field) in heads.Zip(fields).Where(field => IsValue(field.First) && !LeftOut.Contains(field.First)))
        {
            var (measure, scale) = head switch
            {
                "value" => (row.GetValueOrDefault("measure"), 1),
                _ when InPercent.TryGetValue(head, out var known) => (known, 1),
                _ when OfMaps.TryGetValue(head, out var known) => (known.Id, known.Unit == MeasureUnit.Seconds ? 1 : Percent),
                _ => (null, 1),
            };
            var value = Counts.Contains(head) || head.EndsWith("_images", StringComparison.Ordinal) ? null : Number(field) * scale;
            yield return new TableCell(head == "value" ? place : $"{place}, {head}", measure, line, field.Length == 0 ? "(nothing)" : field, value, head == "value" ? interval : null);
        }
    }

    // A named table's other dimensions, such as losses.area, have columns of their own: they are no value's.
    private static bool IsValue(string head) => !Coordinates.Contains(head)
        && (head is "value" or "rank_correlation" or "structural_similarity" || LeftOut.Contains(head) || Counts.Contains(head)
            || InPercent.ContainsKey(head) || OfMaps.ContainsKey(head) || head.EndsWith("_images", StringComparison.Ordinal));

    private static string Coordinate(string head, string value) => head is "percentage" or "depth" ? $"{head} {value}" : value;

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // RFC 4180: a field in quotes may have commas, line ends and, doubled, quotes.
    private static IEnumerable<(int Line, string[] Fields)> Records(string text)
    {
        var (fields, field, isQuoted, line, first) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '"' && isQuoted && index + 1 < text.Length && text[index + 1] == '"')
            {
                field.Append('"');
                index++;
            }
            else if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character is ',' or '\n' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
                if (character == '\n')
                {
                    yield return (first, [.. fields]);
                    fields.Clear();
                    first = line + 1;
                }
            }
            else if (character != '\r' || isQuoted)
            {
                field.Append(character);
            }

            line += character == '\n' ? 1 : 0;
        }

        if (field.Length > 0 || fields.Count > 0)
        {
            yield return (first, [.. fields, field.ToString()]);
        }
    }
}
