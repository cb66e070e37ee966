using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>A run under way, and how much of its journal is in the store.</summary>
/// <param name="cohort">The same for stages that are executed together.</param>
/// <param name="startedAt">Timestamp of the start.</param>
internal sealed class ActiveRun(PlannedStage stage, StageFolder folder, object cohort, RunRecord record, long startedAt)
{
    public object Cohort => cohort;

    public PlannedStage Stage => stage;

    public StageFolder Folder => folder;

    public long StartedAt { get; } = startedAt;

    public RunRecord Record { get; set; } = record;

    public long JournalOffset { get; set; }

    /// <summary>Timestamp of the last heartbeat.</summary>
    public long LastBeat { get; set; } = startedAt;

    /// <summary>Why its journal cannot be read, and with it how the run will have ended; null while it can.</summary>
    public StageFailure? Unreadable { get; set; }

    /// <summary>Another process took the run over: nothing more of it may be written.</summary>
    public bool IsLost { get; set; }
}
