namespace LCam.Experiments.Sealing;

/// <summary>What came of sealing an experiment.</summary>
/// <param name="Path">The seal's file.</param>
/// <param name="SignedBefore">The signed seal of the experiment as it was before, where it lies now; null where there is none, or it still is the experiment's.</param>
public sealed record SealOutcome(string Path, string? SignedBefore);
