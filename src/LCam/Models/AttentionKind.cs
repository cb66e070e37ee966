using LCam.Weights;

namespace LCam.Models;

/// <summary>How attention mechanisms of one kind are made.</summary>
public sealed record AttentionKind
{
    /// <summary>The groups of its parameters, in the order in which journals name their rates.</summary>
    public required IReadOnlyList<RateGroup> Groups { get; init; }

    /// <summary>A fresh one for layers of a backbone, as a pure function of the seed.</summary>
    public required Func<IReadOnlyList<string>, Backbone, long, AttentionMechanism> Initialise { get; init; }

    /// <summary>One with the tensors of a file, for layers.</summary>
    public required Func<IReadOnlyList<string>, StateDict, AttentionMechanism> Restore { get; init; }
}
