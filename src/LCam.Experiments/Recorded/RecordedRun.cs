using LCam.Experiments.Provenance;
using LCam.Experiments.Store;

namespace LCam.Experiments.Recorded;

/// <summary>A run with what the store knows of where its numbers come from.</summary>
/// <param name="Environment">Canonical JSON of where and with what it computed.</param>
/// <param name="Provenance">Null where nothing was recorded.</param>
/// <param name="Artifacts">The files that it left.</param>
/// <param name="IsLatest">Whether it is its stage's last attempt: the one whose numbers count.</param>
internal sealed record RecordedRun(StageRecord Stage, RunRecord Run, string Environment, RunProvenance? Provenance, IReadOnlyList<ArtifactRecord> Artifacts, bool IsLatest);
