using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>What is kept of a stage while a store is audited: of a hundred thousand the whole settings would fill the memory.</summary>
internal sealed record AuditedStage
{
    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required string Label { get; init; }

    /// <summary>What the key should be.</summary>
    public required Digest IdentityHash { get; init; }

    /// <summary>Canonical JSON of the measures' definitions; null where the stage measures nothing.</summary>
    public string? Measures { get; init; }

    /// <summary>What an evaluation has beside its explainer: evaluations that agree in it may be compared.</summary>
    public string? Surroundings { get; init; }

    /// <summary>The shares that an evaluation measures at, ascending.</summary>
    public IReadOnlyList<double>? Percentages { get; init; }

    /// <summary>The training that a measured explainer comes from.</summary>
    public string? TrainKey { get; init; }

    /// <summary>Whether a measured explainer was trained elsewhere: a file gives it, and no training of the store.</summary>
    public bool IsTrainedElsewhere { get; init; }

    /// <summary>How a training went through its images.</summary>
    public TrainingSchedule? Schedule { get; init; }

    /// <summary>Of a training's random numbers.</summary>
    public long? Seed { get; init; }
}
