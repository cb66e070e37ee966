namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every run of a level could be executed again.</summary>
/// <param name="level">A4 or A5.</param>
/// <param name="done">What was to be done with a run: measured, or trained.</param>
internal sealed class NotRepeated(string id, AuditLevel level, string done) : AuditCheck(
    id, level, $"A run could not be {done} again", "restore what is missing, or name the device with --device", FindingSeverity.Unchecked)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from rerun in Level == AuditLevel.Evaluation ? subject.Evaluations : subject.Trainings
        where rerun.Failure is not null
        select Unchecked($"run {rerun.Run} ({rerun.Stage})", rerun.Failure!);
}
