namespace LCam.Experiments.Stages;

/// <summary>A training's loss is no number any more.</summary>
internal sealed class DivergedException(string message) : Exception(message);
