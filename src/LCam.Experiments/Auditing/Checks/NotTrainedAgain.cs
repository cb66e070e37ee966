namespace LCam.Experiments.Auditing.Checks;

/// <summary>Everything could be trained again.</summary>
internal sealed class NotTrainedAgain() : AuditCheck(
    "A5-not-repeated", AuditLevel.Training, "A run could not be trained again", "restore what is missing, or name the device with --device", FindingSeverity.Unchecked)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from rerun in subject.Trainings
        where rerun.Failure is not null
        select Unchecked($"run {rerun.Run} ({rerun.Stage})", rerun.Failure!);
}
