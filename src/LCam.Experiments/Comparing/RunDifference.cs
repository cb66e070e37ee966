using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Experiments.Comparing;

/// <summary>In what two runs differ; each list is empty where they do not.</summary>
/// <param name="Settings">What determines the numbers: settings, inputs, stages before.</param>
/// <param name="Code">The program that computed.</param>
/// <param name="Environment">Where and with what it computed.</param>
/// <param name="Outcome">How the runs ended.</param>
/// <param name="Metrics">Numbers that were measured; of a run under way those so far.</param>
public sealed record RunDifference(
    RunRecord A,
    RunRecord B,
    IReadOnlyList<JsonDifference> Settings,
    IReadOnlyList<JsonDifference> Code,
    IReadOnlyList<JsonDifference> Environment,
    IReadOnlyList<JsonDifference> Outcome,
    IReadOnlyList<JsonDifference> Metrics)
{
    /// <summary>Whether what was computed is the same, by whomever and wherever it was.</summary>
    public bool SameNumbers => Settings.Count == 0 && Metrics.Count == 0;
}
