using LCam.Experiments.Stages;

namespace LCam.Experiments.Planning;

/// <summary>A stage that an experiment needs, and what is to be done about it.</summary>
public sealed record PlannedStage
{
    /// <summary>The stage's key; only a stand-in for it where <see cref="Identity"/> is null.</summary>
    public required string Key { get; init; }

    public required StageKind Kind { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Label { get; init; }

    /// <summary>Makes <see cref="Identity"/>: the texts of a hundred thousand stages would fill the memory.</summary>
    public required Func<string>? MakeIdentity { get; init; }

    /// <summary>Makes what is known of <see cref="Identity"/>, with stand-ins for the contents of inputs that are missing.</summary>
    internal Func<string>? MakeSketch { get; init; }

    /// <summary>Canonical JSON of what determines its numbers; null while an input's content is not known.</summary>
    public string? Identity => MakeIdentity?.Invoke();

    /// <summary>Keys of the stages whose results it needs.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>Makes <see cref="Order"/>.</summary>
    public required Func<StageOrder>? MakeOrder { get; init; }

    /// <summary>What a worker would be told; null where something is missing.</summary>
    public StageOrder? Order => MakeOrder?.Invoke();

    public required PlanState State { get; init; }

    /// <summary>Why <see cref="State"/> is what it is.</summary>
    public required string Reason { get; init; }

    /// <summary>The latest attempt's number; 0 where there was none.</summary>
    public int Attempt { get; init; }
}
