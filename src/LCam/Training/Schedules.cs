using LCam.Models;

namespace LCam.Training;

/// <summary>The schedules that there are.</summary>
public static class Schedules
{
    /// <summary>The reference's: the rate is multiplied by a factor at the start of each epoch of a range; the momentum stays.</summary>
    public static Schedule EpochDecay { get; } = new() { Id = "epoch-decay", At = Decayed };

    public static IReadOnlyList<Schedule> All { get; } = [EpochDecay];

    private static GroupRate Decayed(SchedulePoint point, RateGroup group, TrainingOptions options)
    {
        var rate = options.LearningRate * group.Factor;

        // Multiplied step by step, as an optimizer's groups are: a power would round differently.
        for (var started = options.DecayFirstEpoch; started <= Math.Min(point.Epoch, options.DecayLastEpoch); started++)
        {
            rate *= options.DecayFactor;
        }

        return new GroupRate(group.Name, rate, options.Momentum);
    }
}
