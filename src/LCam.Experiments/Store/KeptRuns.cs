using LCam.Experiments.Stages;

namespace LCam.Experiments.Store;

/// <summary>Which run kept a stage's maps, with the digests that the store knows its files by: whoever reads them compares.</summary>
internal static class KeptRuns
{
    /// <summary>The stage's latest run; null where that did not succeed, or left no maps.</summary>
    public static KeptRun? Of(ExperimentStore store, string stage)
    {
        if (store.Runs.Latest([stage]).GetValueOrDefault(stage) is not { State: RunState.Succeeded } run)
        {
            return null;
        }

        var files = store.Scores.Artifacts(run.Id).ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        return files.TryGetValue(StageFolder.JournalName, out var journal) && files.TryGetValue(MapsFile.Name, out var maps) ? new KeptRun(stage, run.Attempt, journal, maps) : null;
    }
}
