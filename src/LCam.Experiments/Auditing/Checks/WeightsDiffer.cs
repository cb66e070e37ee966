namespace LCam.Experiments.Auditing.Checks;

/// <summary>What was trained again to its end leaves the same weights, as far as is promised.</summary>
internal sealed class WeightsDiffer() : AuditCheck(
    "A5-weights-differ", AuditLevel.Training, "Trained again to the end, a training leaves other weights than the store has", "the stored weights are not those of this training: restore them from a copy, or train anew in a new store")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from rerun in subject.Trainings
        where rerun.Failure is null && !rerun.Holds && rerun.Weights is not null
        select Found($"run {rerun.Run} ({rerun.Stage})", rerun.Weights!);
}
