using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>Is told what a sweep does, as it does it.</summary>
public interface IRunObserver
{
    /// <summary>The sweep begins.</summary>
    void Begin(IReadOnlyList<PlannedStage> stages);

    void Started(PlannedStage stage, string runId);

    /// <summary>A line that the stage's worker wrote.</summary>
    void Journal(PlannedStage stage, JournalEntry entry);

    void Succeeded(PlannedStage stage, double seconds);

    void Failed(PlannedStage stage, string runId, StageFailure failure);

    void Interrupted(PlannedStage stage);

    /// <summary>A stage that is waited for, because another process executes it.</summary>
    void Waiting(PlannedStage stage, RunRecord run);

    /// <summary>A stage that is waited for, because another process works in its folder, though it does not say so in the store any more.</summary>
    void Busy(PlannedStage stage, string lockPath);

    /// <summary>A stage that another process finished, well or not, since the sweep began.</summary>
    void EndedElsewhere(PlannedStage stage, RunRecord run);

    /// <summary>A stage that cannot be executed, because of another.</summary>
    void Skipped(PlannedStage stage, string reason);
}
