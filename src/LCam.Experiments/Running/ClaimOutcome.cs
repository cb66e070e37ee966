namespace LCam.Experiments.Running;

/// <summary>What a coordinator finds when it wants to execute a stage.</summary>
internal enum ClaimOutcome
{
    /// <summary>The stage is its own now.</summary>
    Ours,

    /// <summary>Another process is executing it.</summary>
    Held,

    /// <summary>Another process did it since the plan was made.</summary>
    Done,

    /// <summary>It was begun under other conditions, and going on under these would mix its numbers.</summary>
    Refused,

    /// <summary>It failed in another process since the plan was made.</summary>
    Failed,
}
