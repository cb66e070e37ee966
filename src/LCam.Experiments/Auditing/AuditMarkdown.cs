using System.Globalization;
using System.Text;

namespace LCam.Experiments.Auditing;

/// <summary>An audit's report as Markdown.</summary>
public static class AuditMarkdown
{
    public static string Render(AuditReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Audit\n\n{Summary(report)}\n");
        if (report.Findings.Count > 0)
        {
            text.Append("\n| Finding | Severity | About | Evidence | What to do |\n|:--|:--|:--|:--|:--|\n");
            foreach (var finding in report.Findings)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{finding.Id}` | {finding.Severity.ToString().ToLowerInvariant()} | {Escape(finding.Subject)} | {Escape(finding.Evidence)} | {Escape(finding.Remedy)} |\n");
            }
        }

        if (report.Reruns.Count > 0)
        {
            text.Append("\n## Executed again\n\n| Run | Stage | Promise | What came out |\n|:--|:--|:--|:--|\n");
            foreach (var rerun in report.Reruns)
            {
                var promise = rerun.Promise is { } known ? $"{(known.IsExact ? "the same bits" : known.Words(rerun.Unit))}: {known.Why}" : "none";
                text.Append(CultureInfo.InvariantCulture, $"| `{rerun.Run}` | {Escape(rerun.Stage)} | {Escape(promise)} | {Escape(rerun.Tell())} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>What was looked at and how much was found, in a sentence.</summary>
    public static string Summary(AuditReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Reruns(report)}{Elsewhere(report)}{report.Findings.Count} findings in {report.Runs} runs and {report.Events} events of {report.Store}, at levels {string.Join(", ", report.Levels.Select(level => $"A{(int)level}"))}{Claims(report)}.");

    // By promise, so that a tolerance is never taken for bits.
    private static string Reruns(AuditReport report) => report.Reruns.Count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Reruns.Count} runs executed again, {report.Reruns.Count(rerun => rerun.IsIdentical)} of them bit-identical. Promised: {string.Join("; ", report.Reruns
            .GroupBy(rerun => rerun.Promise?.Words(rerun.Unit) ?? "nothing").OrderByDescending(same => same.Key == "same bits").ThenBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Count()} {(same.Count() == 1 ? "run" : "runs")}: {same.Key}")))}. ");

    private static string Elsewhere(AuditReport report) => report.TrainedElsewhere.Count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"Nothing to train again for {report.TrainedElsewhere.Count} {(report.TrainedElsewhere.Count == 1 ? "stage whose model was" : "stages whose models were")} trained elsewhere. ");

    private static string Claims(AuditReport report) => report.Levels.Contains(AuditLevel.Claims)
        ? string.Create(CultureInfo.InvariantCulture, $"; {report.Claims} published values on file")
        : "";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
