using LCam.Experiments.Provenance;
using LCam.Experiments.Store;

namespace LCam.Experiments.Recorded;

/// <summary>A run with what the store knows of where its numbers come from.</summary>
/// <param name="Environment">Canonical JSON of where and with what it computed.</param>
/// <param name="Provenance">Null where nothing was recorded.</param>
/// <param name="Artifacts">The files that it left.</param>
/// <param name="IsLatest">Whether it is its stage's last attempt: the one whose numbers count.</param>
internal sealed record RecordedRun(StageRecord Stage, RunRecord Run, string Environment, RunProvenance? Provenance, IReadOnlyList<ArtifactRecord> Artifacts, bool IsLatest)
{
    /// <summary>Who computed which part of it, first to last; empty for a run of an older program.</summary>
    public IReadOnlyList<StretchRecord> Stretches { get; init; } = [];

    /// <summary>The environments that it was computed in, by id, each once.</summary>
    public IEnumerable<(string Id, string Text)> Environments =>
        Stretches.Select(stretch => (stretch.EnvironmentId, stretch.Environment)).Append((Run.EnvironmentId, Environment)).DistinctBy(environment => environment.Item1);
}
