using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LCam.Experiments.Results;

/// <summary>JSON at full precision.</summary>
internal sealed partial class JsonFormat : ITableFormat
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public string Id => "json";

    public string Render(SanityTable table) => SanityJson.Render(table);

    public string Render(PivotTable table) => PivotJson.Render(table);

    public string Render(ResultTable table)
    {
        var rows = table.Rows.Select(row => new
        {
            Backbone = row.Group,
            row.Method,
            Kind = row.Kind.ToString().ToLowerInvariant(),
            Cell = row.Label,
            Run = row.RunId,
            Measures = row.Summaries.OrderBy(summary => summary.Key).Select(summary => summary.Value),
            row.EnergyInside,
            row.MaskShare,
            row.ForwardPasses,
            Notes = row.Notes,
            MapMeasures = row.Measures,
            row.Missing,
        });
        return JsonSerializer.Serialize(new { table.Name, table.Percentages, Rows = rows, table.Notes }, Options) + "\n";
    }

    public bool Wrote(string text) => Start().IsMatch(text);

    // The first two members of each kind of table.
    [GeneratedRegex("""\A\{\s*"name": "(?:\\.|[^"\\])*",\s*"(?:percentages": \[|table": "|rows": \[)""")]
    private static partial Regex Start();
}
