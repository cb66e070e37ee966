namespace LCam.Experiments.Store;

/// <summary>A file that a run left.</summary>
/// <param name="Path">Relative to the run's folder.</param>
/// <param name="Role">What it is: checkpoint, journal, log, result.</param>
public sealed record ArtifactRecord(string Path, string Role, string Sha256, long Bytes);
