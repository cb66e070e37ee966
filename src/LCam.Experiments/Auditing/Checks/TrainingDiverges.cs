namespace LCam.Experiments.Auditing.Checks;

/// <summary>What was trained again takes the same steps, as far as is promised.</summary>
internal sealed class TrainingDiverges() : AuditCheck(
    "A5-training-diverges", AuditLevel.Training, "Trained again from its seed, a training takes another step than promised", "look at the weights it starts from and at the images of the step named: one of them is not what was trained on")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from rerun in subject.Trainings
        where rerun.Failure is null && !rerun.Holds && rerun.Differing > 0
        select Found($"run {rerun.Run} ({rerun.Stage})", rerun.Tell());
}
