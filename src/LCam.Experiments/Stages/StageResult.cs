namespace LCam.Experiments.Stages;

/// <summary>How a run ended.</summary>
/// <param name="Failure">Null where it succeeded.</param>
/// <param name="Artifacts">The files that it leaves, relative to its folder, with their roles.</param>
public sealed record StageResult(StageFailure? Failure, IReadOnlyList<ResultFile> Artifacts)
{
    /// <summary>What it took; null where the worker could not tell.</summary>
    public StageUsage? Usage { get; init; }
}
