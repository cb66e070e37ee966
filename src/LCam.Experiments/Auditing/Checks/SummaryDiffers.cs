using Dapper;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>What tables show of a run is what its scores amount to.</summary>
internal sealed class SummaryDiffers() : RowCheck(
    "A2-summary", AuditLevel.Consistency, "The summary that tables take their numbers from is not what the per-image scores amount to, or is missing", "restore the store from a copy: scores or summary were changed")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var kept = subject.Connection.Query<(string Run, string Summary)>("SELECT run_id, summary FROM score_summaries")
            .ToDictionary(row => row.Run, row => row.Summary, StringComparer.Ordinal);
        return
            from run in subject.InScope
            where run.Succeeded
            let expected = subject.Facts.GetValueOrDefault(run.Id)?.Summary
            let actual = kept.GetValueOrDefault(run.Id)
            where expected != actual
            select Found($"run {run.Id}", actual is null ? "it has scores and no summary" : expected is null ? "it has a summary and no scores" : $"kept is {actual}, and the scores give {expected}");
    }
}
