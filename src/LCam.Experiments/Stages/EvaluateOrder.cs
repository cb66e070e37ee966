using LCam.Experiments.Specs;
using LCam.Losses;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Stages;

/// <summary>Measure one explainer on one image list, at all percentages.</summary>
public sealed record EvaluateOrder : StageOrder
{
    /// <summary>Registered id of the explainer.</summary>
    public required string Explainer { get; init; }

    public required Variant Variant { get; init; }

    public required LossKind Loss { get; init; }

    public required long Seed { get; init; }

    /// <summary>The training's quirks: one of them is part of the model's forward pass.</summary>
    public required QuirkOptions Quirks { get; init; }

    /// <summary>Key of the stage that trained the attention.</summary>
    public required string TrainStage { get; init; }

    public required EvaluationOptions Evaluation { get; init; }

    /// <summary>Shares of the map to mute, in [0,1], ascending.</summary>
    public required IReadOnlyList<double> Percentages { get; init; }
}
