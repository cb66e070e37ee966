using LCam.Experiments.Specs;

namespace LCam.Experiments.Stages;

/// <summary>Measure one explainer on one image list, at all percentages.</summary>
public sealed record EvaluateOrder : StageOrder
{
    public required ExplainerOrder Explainer { get; init; }

    public required EvaluationOptions Evaluation { get; init; }

    /// <summary>Shares of the map to mute, in [0,1], ascending.</summary>
    public required IReadOnlyList<double> Percentages { get; init; }
}
