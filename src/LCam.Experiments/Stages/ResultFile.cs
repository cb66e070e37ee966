namespace LCam.Experiments.Stages;

/// <summary>A file that a run leaves.</summary>
/// <param name="Path">Relative to the run's folder.</param>
/// <param name="Role">checkpoint, weights.</param>
public sealed record ResultFile(string Path, string Role, string Sha256, long Bytes);
