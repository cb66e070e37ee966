namespace LCam.Experiments.Auditing.Checks;

/// <summary>What tables show of a run is what its scores amount to.</summary>
internal sealed class SummaryDiffers() : RowCheck(
    "A2-summary", AuditLevel.Consistency, "The summary that tables take their numbers from is not what the per-image scores amount to, or is missing", "restore the store from a copy: scores or summary were changed")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let difference = subject.Facts.GetValueOrDefault(run.Id)?.SummaryDifference
        where difference is not null
        select Found($"run {run.Id}", difference.Value switch
        {
            (null, _) => "it has scores and no summary",
            (_, null) => "it has a summary and no scores",
            var (kept, expected) => $"kept is {kept}, and the scores give {expected}",
        });
}
