namespace LCam.Experiments.Auditing.Checks;

/// <summary>Confidences are probabilities.</summary>
internal sealed class ImpossibleConfidence() : RowCheck(
    "A2-confidence", AuditLevel.Consistency, "A confidence is not in [0,1]", "find out where it comes from; 'lcam retry' cannot change what was measured")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        let seen = subject.Facts.GetValueOrDefault(run.Id)?.ImpossibleConfidence
        where run.Succeeded && seen is not null
        select Found($"run {run.Id}", seen);
}
