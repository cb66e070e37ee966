namespace LCam.Experiments.Crates;

/// <summary>What a file came out as.</summary>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record CrateFileFacts(string Sha256, long Bytes);
