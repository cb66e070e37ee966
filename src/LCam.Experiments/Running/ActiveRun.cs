using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>A run under way, and how much of its journal is in the store.</summary>
/// <param name="cohort">The same for stages that are executed together.</param>
/// <param name="environment">Where it computes: this process's until its worker says otherwise.</param>
/// <param name="startedAt">Timestamp of the start.</param>
internal sealed class ActiveRun(PlannedStage stage, StageFolder folder, object cohort, RunRecord record, EnvironmentDescription environment, long startedAt) : IDisposable
{
    public object Cohort => cohort;

    public PlannedStage Stage => stage;

    public StageFolder Folder => folder;

    public long StartedAt { get; } = startedAt;

    public RunRecord Record { get; set; } = record;

    /// <summary>What <see cref="RunRecord.EnvironmentId"/> of <see cref="Record"/> stands for.</summary>
    public EnvironmentDescription Environment { get; set; } = environment;

    public JournalTail Journal { get; } = new(folder.FileSystem, folder.JournalPath);

    /// <summary>The job that executes it; null while the engine has not taken it.</summary>
    public JobId? Job { get; set; }

    /// <summary>What is one job, or will be: equal for the runs of a cohort.</summary>
    public object JobOrCohort => Job is { } job ? job : cohort;

    /// <summary>Timestamp of the last heartbeat.</summary>
    public long LastBeat { get; set; } = startedAt;

    /// <summary>Why its journal cannot be read, and with it how the run will have ended; null while it can.</summary>
    public StageFailure? Unreadable { get; set; }

    /// <summary>Another process took the run over: nothing more of it may be written.</summary>
    public bool IsLost { get; set; }

    /// <summary>The engine knows that this process follows its job.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Its job was asked to stop.</summary>
    public bool IsCancelled { get; set; }

    public void Dispose() => Journal.Dispose();
}
