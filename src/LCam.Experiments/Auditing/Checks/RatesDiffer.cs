namespace LCam.Experiments.Auditing.Checks;

/// <summary>A training's learning rates follow its schedule.</summary>
internal sealed class RatesDiffer() : RowCheck(
    "A2-learning-rate", AuditLevel.Consistency, "A training's learning rates do not follow its schedule", "restore the store from a copy, or find out which program trained so")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let schedule = subject.Stages.GetValueOrDefault(run.StageKey)?.Schedule
        let facts = subject.Facts.GetValueOrDefault(run.Id)
        where schedule is not null && facts is not null
        let why = facts.StrayRate ?? Compare(schedule, facts)
        where why is not null
        select Found($"run {run.Id}", why);

    private static string? Compare(TrainingSchedule schedule, RunFacts facts) => facts.Rates
        .Where(epoch => epoch.Key >= schedule.Rates.Count || epoch.Value != (schedule.Rates[epoch.Key].Weight, schedule.Rates[epoch.Key].Bias))
        .Select(epoch => FormattableString.Invariant($"epoch {epoch.Key} has {epoch.Value.Weight} and {epoch.Value.Bias}, and the schedule {schedule.Rates.ElementAtOrDefault(epoch.Key)}"))
        .FirstOrDefault();
}
