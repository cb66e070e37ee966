namespace LCam.Experiments.Auditing.Checks;

/// <summary>A training's learning rates follow its schedule.</summary>
internal sealed class RatesDiffer() : TrainingCheck(
    "A2-learning-rate", "A training's learning rates do not follow its schedule", "restore the store from a copy, or find out which program trained so")
{
    protected override string? Difference(TrainingSchedule schedule, RunFacts facts, int? images) => facts.StrayRate ?? facts.Epochs
        .Where(epoch => schedule.Rates.ElementAtOrDefault(epoch.Epoch) is not { } rates || (epoch.WeightRate, epoch.BiasRate) != (rates.Weight, rates.Bias))
        .Select(epoch => FormattableString.Invariant($"epoch {epoch.Epoch} has {epoch.WeightRate} and {epoch.BiasRate}, and the schedule {schedule.Rates.ElementAtOrDefault(epoch.Epoch)}"))
        .FirstOrDefault();
}
