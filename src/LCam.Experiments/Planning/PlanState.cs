namespace LCam.Experiments.Planning;

/// <summary>What <c>run</c> would do about a stage.</summary>
public enum PlanState
{
    /// <summary>Nothing: its numbers are in the store.</summary>
    Cached,

    /// <summary>Execute it from the beginning.</summary>
    Run,

    /// <summary>Go on from where it was interrupted.</summary>
    Resume,

    /// <summary>Nothing until <c>retry</c>: it failed before.</summary>
    Failed,

    /// <summary>Wait: another process is executing it now.</summary>
    Elsewhere,

    /// <summary>Nothing: an input is missing.</summary>
    Blocked,
}
