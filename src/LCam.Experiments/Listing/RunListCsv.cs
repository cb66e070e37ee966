using System.Text;

namespace LCam.Experiments.Listing;

/// <summary>Listed runs as comma-separated values (RFC 4180).</summary>
public static class RunListCsv
{
    public static string Render(IEnumerable<ListedRun> runs, IReadOnlyList<string> columns)
    {
        var text = new StringBuilder();
        foreach (var row in runs.Select(run => columns.Select(run.Text)).Prepend(columns))
        {
            text.AppendJoin(',', row.Select(Quote)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
