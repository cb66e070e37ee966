using System.Text;
using LCam.Experiments.Results;

namespace LCam.Experiments.Listing;

/// <summary>Listed runs as comma-separated values (RFC 4180).</summary>
public static class RunListCsv
{
    public static string Render(IEnumerable<ListedRun> runs, IReadOnlyList<string> columns)
    {
        var text = new StringBuilder();
        foreach (var row in runs.Select(run => columns.Select(run.Text)).Prepend(columns))
        {
            text.AppendJoin(',', row.Select(CsvFormat.Quote)).Append("\r\n");
        }

        return text.ToString();
    }
}
