using System.Globalization;
using System.Text;

namespace LCam.Experiments.Auditing;

/// <summary>The table of docs/audit.md: one row a check.</summary>
internal static class AuditReference
{
    public static string Generate()
    {
        var text = new StringBuilder("\n| Id | Finds | Severity | What to do |\n|:--|:--|:--|:--|\n");
        foreach (var check in AuditChecks.All.OrderBy(check => check.Level))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{check.Id}` | {check.Finds} | {check.Severity.ToString().ToLowerInvariant()} | {check.Remedy} |\n");
        }

        return text.Append('\n').ToString();
    }
}
