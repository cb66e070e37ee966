namespace LCam.Experiments.Transfer;

/// <summary>A file of a run's folder.</summary>
/// <param name="Path">Relative to the folder, with slashes.</param>
public sealed record ArchivedFile(string Path, long Bytes, string Sha256);
