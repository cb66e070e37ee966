namespace LCam.Experiments.Store;

/// <summary>Where a run stands. A stage without a run is planned.</summary>
public enum RunState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Interrupted,
}
