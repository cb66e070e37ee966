using LCam.Evaluation;
using LCam.Explainers;
using LCam.Measures;

namespace LCam.Experiments.Specs;

/// <summary>How an explainer is measured, resolved: no defaults are left to apply.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Images per forward pass.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The image's short side after resizing, in pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Side of the centre crop, in pixels.</summary>
    public required int CropSize { get; init; }

    public required ConstantMap ConstantMap { get; init; }

    public required AttentionMap Map { get; init; }

    /// <summary>What is measured beside confidences and ranks.</summary>
    public MeasureOptions Measures { get; init; } = MeasureOptions.None;
}
