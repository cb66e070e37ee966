using System.Text.Json;
using LCam.Experiments.Results.Published;

namespace LCam.Experiments.Results;

/// <summary>A named table as JSON at full precision.</summary>
internal static class PivotJson
{
    public static string Render(PivotTable table)
    {
        var cells = from @group in table.Groups
                    from row in @group.Rows
                    from place in table.Columns.Zip(row.Cells)
                    where place.Second is not null
                    let cell = place.Second
                    select new
                    {
                        Group = Named(table.Spec.Group, @group.Values),
                        Row = Named(table.Spec.Rows, row.Values),
                        Column = Named(table.Spec.Columns, place.First.Values),
                        Kind = row.Kind.ToString().ToLowerInvariant(),
                        Measure = cell.Measure.Id,
                        cell.Percentage,
                        cell.Value,
                        cell.Deviation,
                        cell.Interval,
                        cell.Test,
                        Published = PublishedComparison.Of(cell, table.Published) is { } beside ? Published(beside) : null,
                        cell.Seeds,
                        cell.Images,
                        Runs = cell.RunIds,
                        cell.Missing,
                        row.Notes,
                    };
        return JsonSerializer.Serialize(new { table.Name, Table = table.Spec.Name, Cells = cells, table.Notes }, JsonFormat.Options) + "\n";
    }

    private static object Published(PublishedComparison beside) => new
    {
        beside.Published.Value,
        beside.Difference,
        beside.IsCovered,
        beside.Published.Source,
        beside.Published.Place,
        beside.Published.Transcriber,
        beside.Published.Date,
    };

    private static Dictionary<string, string> Named(IReadOnlyList<string> dimensions, IReadOnlyList<string> values) =>
        dimensions.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
}
