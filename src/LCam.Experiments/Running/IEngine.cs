using LCam.Experiments.Stages;

namespace LCam.Experiments.Running;

/// <summary>Somewhere that stages are executed: this process, other processes, a cluster. Engines know folders, never the store's database.</summary>
public interface IEngine : IDisposable
{
    /// <summary>How many cohorts may be under way at once.</summary>
    int Slots { get; }

    /// <summary>Starts stages that share work, or one alone, whose orders lie in their folders. Returns at once.</summary>
    void Submit(IReadOnlyList<StageFolder> cohort);

    /// <summary>Where a submitted stage stands.</summary>
    EngineState Poll(StageFolder folder);

    /// <summary>Asks a submitted stage to stop after its current step, leaving a checkpoint.</summary>
    void Cancel(StageFolder folder);

    /// <summary>The result of a stage that is over, and forgets it; null where it was interrupted.</summary>
    StageResult? Collect(StageFolder folder);
}
