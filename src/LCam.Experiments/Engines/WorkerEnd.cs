using System.Globalization;
using LCam.Experiments.Running;

namespace LCam.Experiments.Engines;

/// <summary>What it means that a worker process ended in the middle of a stage.</summary>
internal static class WorkerEnd
{
    /// <summary>The exit code of a worker that was asked to stop and left a checkpoint.</summary>
    private const int Interrupted = 75;

    private const int SignalBase = 128;
    private const int Kill = 9;

    // Sent from outside; all other deadly signals are faults of the program or of native code.
    private static readonly int[] FromOutside = [1, 2, Kill, 15];

    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [7] = "SIGBUS",
        [8] = "SIGFPE",
        [Kill] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [15] = "SIGTERM",
        [24] = "SIGXCPU",
    };

    /// <summary>How the job of such a worker ended.</summary>
    /// <param name="exitCode">As a shell tells it.</param>
    /// <param name="lastLines">What it printed last.</param>
    public static JobEnd Of(int exitCode, IReadOnlyList<string> lastLines)
    {
        if (exitCode == Interrupted)
        {
            return JobEnd.Done;
        }

        var signal = exitCode - SignalBase;
        var (kind, what) = exitCode <= SignalBase
            ? (JobEndKind.Crashed, string.Create(CultureInfo.InvariantCulture, $"the worker process ended with exit code {exitCode} and without a result"))
            : FromOutside.Contains(signal)
                ? (JobEndKind.Killed, $"the worker process was killed by {Name(signal)}{(signal == Kill ? ", perhaps by the kernel because memory ran out" : "")}; 'lcam run' goes on from what it had saved")
                : (JobEndKind.Crashed, $"the worker process was killed by {Name(signal)}: a fault in native code; 'lcam retry' tries again");
        return new JobEnd(kind, what) { LastLines = lastLines };
    }

    private static string Name(int signal) =>
        Names.GetValueOrDefault(signal) ?? string.Create(CultureInfo.InvariantCulture, $"signal {signal}");
}
