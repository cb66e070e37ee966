namespace LCam.Experiments.Auditing.Checks;

/// <summary>What was measured again counts alike, also where its scores may deviate.</summary>
internal sealed class CountsDiffer() : AuditCheck(
    "A4-counts-differ", AuditLevel.Evaluation, "Measured again, an image is counted otherwise, though its scores are within the tolerance: a drop became an increase, or a class, a rank or a constant map changed", "look at the images named: their scores lie so near to each other that a table's count is not certain")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from rerun in subject.Evaluations
        where rerun is { Failure: null, Holds: true, Counted.Count: > 0 }
        select Found($"run {rerun.Run} ({rerun.Stage})", rerun.Tell());
}
