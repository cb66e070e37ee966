using System.Globalization;
using System.Text;
using LCam.Measures;

namespace LCam.Experiments.Results;

/// <summary>Comma-separated values at full precision, a line for each cell and percentage (RFC 4180).</summary>
internal sealed class CsvFormat : ITableFormat
{
    private const string Start =
        "backbone,method,kind,cell,run,percentage,images,average_drop,increase_in_confidence,top1_before,top5_before,top1_after,top5_after,";

    private static readonly string Header =
        Start + string.Concat(MeasureRegistry.TakenByDefault.Select(measure => $"{Column(measure.Id)},")) + "forward_passes";

    public string Id => "csv";

    public string Render(SanityTable table) => SanityCsv.Render(table);

    public string Render(PivotTable table) => PivotCsv.Render(table);

    public string Render(ResultTable table)
    {
        var text = new StringBuilder(Header);
        var measures = table.Chosen.Where(measure => measure is { Make: not null, TakenByDefault: false }).Select(measure => measure.Id).ToList();
        foreach (var measure in measures)
        {
            text.Append(CultureInfo.InvariantCulture, $",{Column(measure)},{Column(measure)}_images");
        }

        var isMixed = MixedColumn.IsNeeded(table.Rows.Select(row => row.Notes));
        text.Append(isMixed ? $",missing,{MixedColumn.Name}\r\n" : ",missing\r\n");
        foreach (var row in table.Rows)
        {
            foreach (var percentage in table.Percentages)
            {
                var summary = row.Summaries.GetValueOrDefault(percentage);
                string?[] fields =
                [
                    row.Group, row.Method, row.Kind.ToString().ToLowerInvariant(), row.Label, row.RunId, Number(percentage),
                    summary?.Images.ToString(CultureInfo.InvariantCulture),
                    Number(summary?.AverageDrop), Number(summary?.IncreaseInConfidence),
                    Number(summary?.Top1Before), Number(summary?.Top5Before), Number(summary?.Top1After), Number(summary?.Top5After),
                    .. MeasureRegistry.TakenByDefault.Select(measure => Number(row.Measures.GetValueOrDefault(measure.Id)?.Mean)),
                    Number(row.ForwardPasses), .. measures.SelectMany(measure => Measure(row, measure)), row.Missing,
                    .. (string[])(isMixed ? [MixedColumn.Of(row.Notes)] : []),
                ];
                text.AppendJoin(',', fields.Select(field => Quote(field ?? ""))).Append("\r\n");
            }
        }

        return text.ToString();
    }

    public bool Wrote(string text) =>
        text.StartsWith(Start, StringComparison.Ordinal) || text.StartsWith(SanityCsv.Header, StringComparison.Ordinal) || PivotCsv.Wrote(text);

    /// <summary>The column of a measure's values.</summary>
    internal static string Column(string measure) => measure.Replace('-', '_');

    private static string?[] Measure(ResultRow row, string measure) => row.Measures.GetValueOrDefault(measure) is { } summary
        ? [Number(summary.Mean), summary.Images.ToString(CultureInfo.InvariantCulture)]
        : [null, null];

    internal static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    internal static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
