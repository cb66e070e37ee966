using LCam.Losses;
using LCam.Training;

namespace LCam.Experiments.Stages;

/// <summary>A trained attention mechanism.</summary>
/// <param name="Stage">Key of the stage that trained it; null where that was done elsewhere.</param>
/// <param name="Loss">What its training minimised.</param>
/// <param name="Quirks">The training's quirks: one of them is part of the model's forward pass.</param>
public sealed record AttentionOrder(string? Stage, LossKind Loss, QuirkOptions Quirks)
{
    /// <summary>The weight file that holds it where it was trained elsewhere.</summary>
    public string? File { get; init; }
}
