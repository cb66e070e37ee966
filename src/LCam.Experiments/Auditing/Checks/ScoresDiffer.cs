namespace LCam.Experiments.Auditing.Checks;

/// <summary>What was measured again, sanity checks included, is what is promised.</summary>
internal sealed class ScoresDiffer() : AuditCheck(
    "A4-scores-differ", AuditLevel.Evaluation, "Measured again from the stored weights, an image has other scores than promised", "look at the weights and at the first image named: one of them is not what was measured; 'lcam run' in a new store measures anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from rerun in subject.Evaluations
        where rerun.Failure is null && !rerun.Holds
        select Found($"run {rerun.Run} ({rerun.Stage})", rerun.Tell());
}
