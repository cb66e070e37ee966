using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>A file that is not what its run left.</summary>
/// <param name="Artifact">What it was.</param>
/// <param name="Sha256">Of its content, in lower-case hexadecimal; null where it cannot be read.</param>
/// <param name="Failure">Why it cannot be read; null where it can be.</param>
/// <param name="Instead">What stands in the place of a regular file; null where there is one.</param>
internal sealed record ChangedFile(ArtifactRecord Artifact, string? Sha256, string? Failure, string? Instead = null);
