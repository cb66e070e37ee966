using System.Globalization;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Engines;

/// <summary>What it means that a worker process ended in the middle of a stage.</summary>
internal static class WorkerEnd
{
    /// <summary>The exit code of a worker that was asked to stop and left a checkpoint.</summary>
    public const int Interrupted = 75;

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

    /// <summary>The failure of a stage that the worker left without a result.</summary>
    /// <param name="exitCode">As a shell tells it.</param>
    /// <param name="lastLines">What it printed last.</param>
    /// <param name="log">Where all that it printed is.</param>
    public static StageFailure Failure(int exitCode, IReadOnlyCollection<string> lastLines, string log)
    {
        var signal = exitCode - SignalBase;
        var (kind, what) = exitCode <= SignalBase
            ? (StageFailure.Crashed, string.Create(CultureInfo.InvariantCulture, $"the worker process ended with exit code {exitCode} and without a result"))
            : FromOutside.Contains(signal)
                ? (StageFailure.Killed, $"the worker process was killed by {Name(signal)}{(signal == Kill ? ", perhaps by the kernel because memory ran out" : "")}; 'lcam run' goes on from what it had saved")
                : (StageFailure.Crashed, $"the worker process was killed by {Name(signal)}: a fault in native code; 'lcam retry' tries again");
        var printed = lastLines.Count == 0 ? "; it had printed nothing" : $"; the last lines of {log}:\n" + string.Join('\n', lastLines.Select(line => "  " + line));
        return new StageFailure(kind, what + printed);
    }

    private static string Name(int signal) =>
        Names.GetValueOrDefault(signal) ?? string.Create(CultureInfo.InvariantCulture, $"signal {signal}");
}
