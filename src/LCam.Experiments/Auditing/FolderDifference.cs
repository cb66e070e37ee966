using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>How the folder of a run is not what the run left.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Missing">Files that are gone.</param>
/// <param name="Changed">Files that have another content, or cannot be read.</param>
/// <param name="Added">The paths of files that are none of the run's, relative to its folder.</param>
internal sealed record FolderDifference(string Run, IReadOnlyList<ArtifactRecord> Missing, IReadOnlyList<ChangedFile> Changed, IReadOnlyList<string> Added);
