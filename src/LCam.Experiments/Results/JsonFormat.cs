using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LCam.Measures;

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
        return JsonSerializer.Serialize(new { table.Name, table.Percentages, Rows = table.Rows.Select(Row), table.Notes }, Options) + "\n";
    }

    public bool Wrote(string text) => Start().IsMatch(text);

    // What is taken by default has members of its own, named by the measures' ids.
    private static OrderedDictionary<string, object?> Row(ResultRow row)
    {
        var members = new OrderedDictionary<string, object?>
        {
            ["backbone"] = row.Group,
            ["method"] = row.Method,
            ["kind"] = row.Kind.ToString().ToLowerInvariant(),
            ["cell"] = row.Label,
            ["run"] = row.RunId,
            ["measures"] = row.Summaries.OrderBy(summary => summary.Key).Select(summary => summary.Value),
        };
        foreach (var measure in MeasureRegistry.TakenByDefault)
        {
            members[measure.Id] = row.Measures.GetValueOrDefault(measure.Id)?.Mean;
        }

        members["forward-passes"] = row.ForwardPasses;
        members["notes"] = row.Notes;
        members["map-measures"] = row.Measures.Where(measure => MeasureRegistry.Known(measure.Key)?.TakenByDefault != true).ToDictionary();
        members["missing"] = row.Missing;
        return members;
    }

    // The first two members of each kind of table.
    [GeneratedRegex("""\A\{\s*"name": "(?:\\.|[^"\\])*",\s*"(?:percentages": \[|table": "|rows": \[)""")]
    private static partial Regex Start();
}
