namespace LCam.Experiments.Stages;

/// <summary>Measure one explainer on one image list, at all percentages.</summary>
public sealed record EvaluateOrder : MeasuringOrder
{
    /// <summary>Shares of the map to mute, in [0,1], ascending.</summary>
    public required IReadOnlyList<double> Percentages { get; init; }

    /// <summary>The only batches of the list to measure, 0-based, ascending; null is all.</summary>
    public IReadOnlyList<int>? Batches { get; init; }
}
