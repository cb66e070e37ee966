namespace LCam.Experiments.Transfer;

/// <summary>What became of an archive's runs.</summary>
/// <param name="Imported">Ids of the runs that are new in the store, as they are there.</param>
/// <param name="Skipped">Ids of the others, and why.</param>
/// <param name="Experiments">Names of the experiments that are new in the store.</param>
public sealed record ImportReport(IReadOnlyList<string> Imported, IReadOnlyList<SkippedRun> Skipped, IReadOnlyList<string> Experiments)
{
    /// <summary>Ids of the new runs whose network is two TorchScript files: programs, which no archive brings.</summary>
    public IReadOnlyList<string> Scripted { get; init; } = [];
}
