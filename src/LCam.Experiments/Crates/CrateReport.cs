namespace LCam.Experiments.Crates;

/// <summary>What a crate that was written has.</summary>
/// <param name="Files">Its files, the metadata among them.</param>
/// <param name="Bytes">Their sizes' sum, in bytes.</param>
/// <param name="Runs">The runs that it describes.</param>
public sealed record CrateReport(int Files, long Bytes, int Runs);
