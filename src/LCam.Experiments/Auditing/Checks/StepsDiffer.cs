namespace LCam.Experiments.Auditing.Checks;

/// <summary>A training has the steps that its settings ask for.</summary>
internal sealed class StepsDiffer() : TrainingCheck(
    "A2-steps", "A training's steps or epochs are not those that its settings and its list ask for", "'lcam retry' the experiment after looking at the journal")
{
    protected override string? Difference(TrainingSchedule schedule, RunFacts facts, int? images)
    {
        if (facts.StrayStep is { } stray)
        {
            return stray;
        }

        if (images is not { } count)
        {
            return "the number of images in its list is not known";
        }

        var steps = schedule.StepsPerEpoch(count);
        return facts.Epochs.Count == schedule.Epochs && facts.Epochs.All(epoch => epoch.Steps == steps)
            ? null
            : FormattableString.Invariant($"{schedule.Epochs} epochs of {steps} steps are asked for, and there are {facts.Epochs.Count} with {facts.Steps} steps in all");
    }
}
