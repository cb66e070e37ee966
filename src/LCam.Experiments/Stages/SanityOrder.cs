namespace LCam.Experiments.Stages;

/// <summary>Compare one explainer's maps with those of the same network whose layers are random, from the output down.</summary>
public sealed record SanityOrder : MeasuringOrder
{
    /// <summary>Of the random weights.</summary>
    public required long Seed { get; init; }
}
