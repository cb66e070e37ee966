using LCam.Training;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>A training's learning rates follow its schedule, of each group that it has, and of no other.</summary>
internal sealed class RatesDiffer() : TrainingCheck(
    "A2-learning-rate", "A training's learning rates do not follow its schedule", "restore the store from a copy, or find out which program trained so")
{
    protected override string? Difference(TrainingSchedule schedule, RunFacts facts, int? images)
    {
        var total = images is { } count ? (long)schedule.StepsPerEpoch(count) * schedule.Epochs : facts.Steps;
        return facts.Epochs.Select(epoch => Difference(schedule, epoch, total)).FirstOrDefault(difference => difference is not null);
    }

    private static string? Difference(TrainingSchedule schedule, EpochFacts epoch, long total)
    {
        var told = epoch.Rates.ToLookup(run => run.Metric);
        var scheduled = schedule.Rates(new SchedulePoint(0, total, epoch.Epoch)).Select(rate => rate.Metric).ToArray();
        if (epoch.Epoch >= schedule.Epochs || !scheduled.ToHashSet().SetEquals(told.Select(runs => runs.Key)))
        {
            return FormattableString.Invariant(
                $"epoch {epoch.Epoch} has {string.Join(", ", told.Select(runs => runs.Key).DefaultIfEmpty("no learning rate"))}, and the schedule {(epoch.Epoch >= schedule.Epochs ? "ends before" : string.Join(", ", scheduled))}");
        }

        return told.Select(runs => Difference(schedule, epoch, [.. runs], total)).FirstOrDefault(difference => difference is not null);
    }

    private static string? Difference(TrainingSchedule schedule, EpochFacts epoch, IReadOnlyList<RateRun> runs, long total)
    {
        foreach (var (place, run) in runs.Index())
        {
            // Where rates stay within an epoch, the first step of a run tells all.
            var end = place + 1 < runs.Count ? runs[place + 1].First - 1 : epoch.LastStep;
            for (var step = run.First; step <= (schedule.MovesWithinEpochs ? end : run.First); step++)
            {
                var expected = schedule.Rates(new SchedulePoint(step, total, epoch.Epoch)).First(rate => rate.Metric == run.Metric).Rate;
                if (run.Rate != expected)
                {
                    return FormattableString.Invariant($"{run.Metric} at step {step} in epoch {epoch.Epoch} is {run.Rate}, and the schedule's {expected}");
                }
            }
        }

        return null;
    }
}
