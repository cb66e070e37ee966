namespace LCam.Experiments.Stages;

/// <summary>Another process is at work on a stage: nothing of it was touched, and it is tried again later.</summary>
public sealed class StageBusyException : Exception
{
    public StageBusyException(string lockPath, Exception? cause = null)
        : base($"{lockPath}: another process is at work on this stage", cause) => LockPath = lockPath;

    /// <summary>The file that the other process keeps locked.</summary>
    public string LockPath { get; }
}
