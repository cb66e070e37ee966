using LCam.Experiments.Recorded;

namespace LCam.Experiments.Crates;

/// <summary>What a crate calls runs, and where it has what belongs to them. A store may be somebody else's: its ids are not trusted as names of files.</summary>
internal static class CrateIds
{
    /// <summary>A run as an action.</summary>
    public static string Of(RecordedRun run) => $"#run-{Uri.EscapeDataString(run.Run.Id)}";

    /// <summary>The file of a stage's settings.</summary>
    public static string StageFile(string key) => $"stages/{CratePaths.Safe(key)}.json";

    /// <summary>The file with an environment.</summary>
    public static string EnvironmentFile(string id) => $"environments/{CratePaths.Safe(id)}.json";
}
