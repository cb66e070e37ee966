using LCam.Models;

namespace LCam.Training;

/// <summary>Where a training is.</summary>
/// <param name="Step">0-based, over all epochs.</param>
/// <param name="TotalSteps">Of the whole training.</param>
/// <param name="Epoch">0-based.</param>
public readonly record struct SchedulePoint(long Step, long TotalSteps, int Epoch);

/// <summary>What a group of parameters learns with at a step.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Rate">Its learning rate.</param>
/// <param name="Momentum">In [0,1).</param>
public readonly record struct GroupRate(string Group, double Rate, double Momentum)
{
    /// <summary>What the metrics of learning rates start with.</summary>
    public const string Prefix = "learning-rate.";

    /// <summary>Name of the metric that its learning rate is.</summary>
    public string Metric => Prefix + Group;
}

/// <summary>How learning rate and momentum of each group of parameters go in a training: a pure function of the step.</summary>
public sealed record Schedule
{
    /// <summary>Its name, which stays.</summary>
    public required string Id { get; init; }

    /// <summary>What a group has at a step.</summary>
    public required Func<SchedulePoint, RateGroup, TrainingOptions, GroupRate> At { get; init; }

    /// <summary>Whether it moves within an epoch; if not, one step tells what all of an epoch have.</summary>
    public bool MovesWithinEpochs { get; init; }

    /// <summary>Whether the momentum moves too: journals then have it beside the learning rate.</summary>
    public bool MovesMomentum { get; init; }

    /// <summary>What each group of a variant has at a step of a training of an architecture.</summary>
    public static IReadOnlyList<GroupRate> Rates(Variant variant, IBackboneArchitecture architecture, TrainingOptions options, SchedulePoint point) =>
        variant.Schedule.Rates(variant.Attention.Groups, architecture, options, point);

    /// <summary>As the other overload, of any groups.</summary>
    public IReadOnlyList<GroupRate> Rates(IReadOnlyList<RateGroup> groups, IBackboneArchitecture architecture, TrainingOptions options, SchedulePoint point)
    {
        // The reference's optimizer takes VGG-16's attention for a new layer.
        const double NewLayer = 100;
        var isFast = options.Quirks.LearningRateGroups && architecture.Reference is { FastAttentionGroups: true };
        return [.. groups.Select(group => At(point, isFast ? group with { Factor = group.Factor * NewLayer } : group, options))];
    }
}
