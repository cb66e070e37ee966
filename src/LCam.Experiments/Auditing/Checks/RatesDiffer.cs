namespace LCam.Experiments.Auditing.Checks;

/// <summary>A training's learning rates follow its schedule.</summary>
internal sealed class RatesDiffer() : TrainingCheck(
    "A2-learning-rate", "A training's learning rates do not follow its schedule", "restore the store from a copy, or find out which program trained so")
{
    protected override string? Difference(TrainingSchedule schedule, RunFacts facts, int? images) => facts.StrayRate ?? facts.Rates
        .Where(epoch => epoch.Key >= schedule.Rates.Count || epoch.Value != (schedule.Rates[epoch.Key].Weight, schedule.Rates[epoch.Key].Bias))
        .Select(epoch => FormattableString.Invariant($"epoch {epoch.Key} has {epoch.Value.Weight} and {epoch.Value.Bias}, and the schedule {schedule.Rates.ElementAtOrDefault(epoch.Key)}"))
        .FirstOrDefault();
}
