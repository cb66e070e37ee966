using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>The answer to a coordinator that wants to execute a stage.</summary>
/// <param name="Run">The run that it now holds, or the one that stands in its way.</param>
/// <param name="Resumes">Its run goes on from where it was interrupted.</param>
internal sealed record StageClaim(ClaimOutcome Outcome, RunRecord Run, bool Resumes = false)
{
    /// <summary>The attempt before, or this one as it was before it goes on; null where there was none.</summary>
    public RunRecord? Before { get; init; }

    /// <summary>What a run that resumes goes on from, or a refused one would; null for any other.</summary>
    public Resumption? From { get; init; }
}
