using System.Diagnostics;

namespace LCam.Experiments.Stages;

/// <summary>What a stage took of its worker's machine.</summary>
/// <param name="ProcessorSeconds">Processor time of the process while it executed the stage and those that shared its work.</param>
/// <param name="PeakBytes">The most memory that the process had resident, ever.</param>
public sealed record StageUsage(double ProcessorSeconds, long PeakBytes)
{
    /// <summary>Processor time of this process so far.</summary>
    public static TimeSpan Now => Environment.CpuUsage.TotalTime;

    /// <summary>What was used since a time.</summary>
    public static StageUsage Since(TimeSpan start)
    {
        using var process = Process.GetCurrentProcess();
        return new StageUsage((Now - start).TotalSeconds, process.PeakWorkingSet64);
    }
}
