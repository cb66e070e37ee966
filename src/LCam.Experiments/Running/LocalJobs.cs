namespace LCam.Experiments.Running;

/// <summary>What engines on this machine have in common.</summary>
internal static class LocalJobs
{
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The end of a job that is none of this process's.</summary>
    public static readonly JobEnd Unknown = new(JobEndKind.Lost, "its coordinator is gone, and the worker with it");
}
