namespace LCam.Experiments.Stages;

/// <summary>Measure one explainer on one image list, at all percentages.</summary>
public sealed record EvaluateOrder : MeasuringOrder
{
    /// <summary>Shares of the map to mute, in [0,1], ascending.</summary>
    public required IReadOnlyList<double> Percentages { get; init; }

    /// <summary>The only batches of the list to measure, 0-based, ascending; null is all.</summary>
    public IReadOnlyList<int>? Batches { get; init; }

    /// <summary>Key of the stage that keeps the maps; null where they are not kept, or are not to be read.</summary>
    public string? Maps { get; init; }

    /// <summary>
    /// Keys of stages that may have measured a part of the same: they differ in percentages and measures alone. What a
    /// finished run of one has, computed as here, is not measured again.
    /// </summary>
    public IReadOnlyList<string>? Known { get; init; }
}
