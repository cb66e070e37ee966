namespace LCam.Experiments.Auditing.Checks;

/// <summary>Everything could be evaluated again.</summary>
internal sealed class NotEvaluatedAgain() : AuditCheck(
    "A4-not-repeated", AuditLevel.Evaluation, "A run could not be evaluated again", "restore what is missing, or name the device with --device", FindingSeverity.Unchecked)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from rerun in subject.Evaluations
        where rerun.Failure is not null
        select Unchecked($"run {rerun.Run} ({rerun.Stage})", rerun.Failure!);
}
