using System.Text.Json;

namespace LCam.Experiments.Results;

/// <summary>A sanity check as JSON at full precision.</summary>
internal static class SanityJson
{
    public static string Render(SanityTable table)
    {
        var rows = table.Groups.SelectMany(group => group.Rows, (group, row) => new
        {
            group.Backbone,
            row.Method,
            Kind = row.Kind.ToString().ToLowerInvariant(),
            Cell = row.Label,
            Run = row.RunId,
            row.Layers,
            row.Notes,
            row.Missing,
        });
        return JsonSerializer.Serialize(new { table.Name, Rows = rows, table.Notes }, JsonFormat.Options) + "\n";
    }
}
