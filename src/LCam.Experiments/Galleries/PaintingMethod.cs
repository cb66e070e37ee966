using LCam.Experiments.Stages;

namespace LCam.Experiments.Galleries;

/// <summary>A method ready to explain.</summary>
/// <param name="Planned">What the store knows of it.</param>
/// <param name="Order">How it was measured.</param>
/// <param name="Explainer">Made of its files.</param>
/// <param name="CutLayer">Where its network is cut.</param>
internal sealed record PaintingMethod(PlannedMethod Planned, EvaluateOrder Order, StageExplainer Explainer, string CutLayer);
