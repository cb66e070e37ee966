using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>The folder of a run.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Stage">The stage's key: the name of the folder that this one is in.</param>
/// <param name="Name">Its own name, the attempt.</param>
/// <param name="Files">What should be in it; null where that is not asked.</param>
/// <param name="Checkpoints">The training checkpoints that may be in it beside; null for any.</param>
internal sealed record LeftFolder(string Run, string Stage, string Name, IReadOnlyList<ArtifactRecord>? Files, IReadOnlyList<string>? Checkpoints = null);
