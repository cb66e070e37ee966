namespace LCam.Experiments.Stages;

/// <summary>Keep one explainer's maps of one image list, at the explainer's own resolution.</summary>
public sealed record ExplainOrder : MeasuringOrder;
