using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Running;

/// <summary>Remembers the journal lines that it is told of.</summary>
internal sealed class SilentObserver : IRunObserver
{
    public List<JournalEntry> Entries { get; } = [];

    /// <summary>What else it was told, in words.</summary>
    public List<string> Told { get; } = [];

    public void Begin(IReadOnlyList<PlannedStage> stages)
    {
    }

    public void Started(PlannedStage stage, string runId)
    {
    }

    public void Journal(PlannedStage stage, JournalEntry entry) => Entries.Add(entry);

    public void Succeeded(PlannedStage stage, double seconds)
    {
    }

    public void Failed(PlannedStage stage, string runId, StageFailure failure)
    {
    }

    public void Interrupted(PlannedStage stage)
    {
    }

    public void Waiting(PlannedStage stage, RunRecord run)
    {
    }

    public void Busy(PlannedStage stage, string lockPath) => Told.Add($"busy {stage.Key[0]}");

    public void EndedElsewhere(PlannedStage stage, RunRecord run)
    {
    }

    public void Skipped(PlannedStage stage, string reason)
    {
    }
}
