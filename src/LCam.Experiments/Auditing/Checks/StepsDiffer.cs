namespace LCam.Experiments.Auditing.Checks;

/// <summary>A training has the steps that its settings ask for.</summary>
internal sealed class StepsDiffer() : RowCheck(
    "A2-steps", AuditLevel.Consistency, "A training's steps or epochs are not those that its settings and its list ask for", "'lcam retry' the experiment after looking at the journal")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let schedule = subject.Stages.GetValueOrDefault(run.StageKey)?.Schedule
        let facts = subject.Facts.GetValueOrDefault(run.Id)
        where schedule is not null && facts is not null
        let why = facts.StrayStep ?? Count(schedule, facts, (int?)subject.Text(run.InputsId)?["train"]?["count"])
        where why is not null
        select Found($"run {run.Id}", why);

    private static string? Count(TrainingSchedule schedule, RunFacts facts, int? images)
    {
        if (images is not { } count)
        {
            return "the number of images in its list is not known";
        }

        var steps = schedule.StepsPerEpoch(count);
        return facts.StepsOfEpoch.Count == schedule.Epochs && facts.StepsOfEpoch.All(epoch => epoch.Value == steps)
            ? null
            : FormattableString.Invariant($"{schedule.Epochs} epochs of {steps} steps are asked for, and there are {facts.StepsOfEpoch.Count} with {facts.Steps} steps in all");
    }
}
