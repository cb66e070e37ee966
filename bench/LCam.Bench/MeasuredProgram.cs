using System.Diagnostics;

namespace LCam.Bench;

/// <summary>Runs the real program and says what it took.</summary>
internal sealed class MeasuredProgram(string program, string folder)
{
    private const int Repetitions = 3;

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>The best of some runs, and the most memory that any needed: what else the machine does only adds.</summary>
    public Cost Measure(params string[] args)
    {
        var costs = Enumerable.Range(0, Repetitions).Select(_ => Once(args)).ToList();
        return new Cost(costs.Min(cost => cost.Seconds), costs.Min(cost => cost.ProcessorSeconds), costs.Max(cost => cost.Bytes));
    }

    /// <summary>One run, where some take as long as this one does and exit codes other than 0 are answers.</summary>
    public Cost MeasureOnce(int[] exitCodes, params string[] args) => Once(args, exitCodes);

    private Cost Once(string[] args, int[]? exitCodes = null)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { WorkingDirectory = Folder, RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var (bytes, processor) = (0L, TimeSpan.Zero);
        while (!process.WaitForExit(20))
        {
            (bytes, processor) = Look(process, bytes, processor);
        }

        output.Wait();
        return (exitCodes ?? [0]).Contains(process.ExitCode)
            ? new Cost(watch.Elapsed.TotalSeconds, processor.TotalSeconds, bytes)
            : throw new InvalidOperationException($"lcam {string.Join(' ', args)} exited {process.ExitCode}");
    }

    private static (long Bytes, TimeSpan Processor) Look(Process process, long bytes, TimeSpan processor)
    {
        try
        {
            process.Refresh();
            return (Math.Max(bytes, process.PeakWorkingSet64), process.TotalProcessorTime);
        }
        catch (InvalidOperationException)
        {
            // It ended since.
            return (bytes, processor);
        }
    }
}
