namespace LCam.Experiments.Stages;

/// <summary>Measure one explainer on one image list, at all percentages.</summary>
public sealed record EvaluateOrder : StageOrder;
