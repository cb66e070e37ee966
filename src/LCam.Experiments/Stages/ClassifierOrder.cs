namespace LCam.Experiments.Stages;

/// <summary>Train a classifier from scratch.</summary>
public sealed record ClassifierOrder : StageOrder;
