using LCam.Experiments.Store;

namespace LCam.Experiments.Results;

/// <summary>A table's row and what the store knows of it.</summary>
/// <param name="Source">The row before anything is measured.</param>
/// <param name="Run">The latest run that measured it; null without one.</param>
/// <param name="Failed">The first failed run among those that it needs; null where none failed.</param>
internal sealed record StoredRow(RowSource Source, RunRecord? Run, RunRecord? Failed)
{
    /// <summary>Key of the stage that keeps its maps; null where they are not kept.</summary>
    public string? MapsStage { get; init; }

    /// <summary>Why numbers are missing.</summary>
    /// <param name="done">What to say where the run succeeded.</param>
    public string WhyMissing(string done) => Failed is not null
        ? $"run {Failed.Id} failed: {Failed.FailureMessage?.Split('\n')[0]}"
        : Run?.State == RunState.Succeeded ? done : "not run yet";
}
