namespace LCam.Experiments.Transfer;

/// <summary>A run that was not imported.</summary>
public sealed record SkippedRun(string Id, string Reason);
