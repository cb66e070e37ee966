namespace LCam.Experiments.Auditing;

/// <summary>A file in a run's folder.</summary>
/// <param name="Sha256">Of its content, in lower-case hexadecimal; null where the run did not leave it, or it cannot be read.</param>
/// <param name="Failure">Why it cannot be read; null where it can be, or nobody asked.</param>
internal readonly record struct RunFile(string? Sha256, string? Failure);
