namespace LCam.Experiments.Running;

/// <summary>Where a submitted stage stands with its engine.</summary>
public enum EngineState
{
    Running,

    /// <summary>Nothing works on it any more; its folder says how it ended.</summary>
    Over,
}
