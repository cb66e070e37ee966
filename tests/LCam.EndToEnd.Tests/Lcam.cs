using System.Text;
using CliWrap;

namespace LCam.EndToEnd.Tests;

/// <summary>The real program, run in a temporary folder of its own, which is deleted at the end.</summary>
internal sealed class Lcam : WorkFolder
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>The program's file.</summary>
    public static readonly string Program = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "LCam.Cli", "release", "lcam.dll"));

    // The runtime's own: whether it compiles anew, with more care, what is called often. Where a program lives for seconds
    // that is a third of its time.
    private const string CallCounting = "DOTNET_TC_CallCounting";

    // The quickstart takes four minutes on two cores.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Environment variables for every invocation, beside the test's own; null unsets one.</summary>
    public Dictionary<string, string?> Environment { get; } = new()
    {
        ["LCAM_STORE"] = null,

        // Beside other programs, threads that spin while they wait for each other take the time that the others need to come.
        ["OMP_WAIT_POLICY"] = "passive",
        [CallCounting] = "0",
    };

    /// <summary>The program for work of minutes.</summary>
    public static Lcam ForLongWork() => With(CallCounting, null);

    /// <summary>The program with an environment variable.</summary>
    public static Lcam With(string variable, string? value)
    {
        var lcam = new Lcam();
        lcam.Environment[variable] = value;
        return lcam;
    }

    // Several tests run side by side: one thread each, unless a test says how many.
    private static string[] WithThreads(string[] args) =>
        args is ["run" or "retry" or "report" or "explain", ..] && !args.Contains("--threads") ? [.. args, "--threads", "1"] : args;

    /// <summary>Runs the program to its end.</summary>
    public Task<LcamResult> Run(params string[] args) => RunAndSignal(0, _ => false, args);

    /// <summary>Runs the program, sends it a signal when a line on its error output says so (once), and waits for its end.</summary>
    /// <returns>The exit code is 128 plus the signal's number where the signal ended it.</returns>
    public Task<LcamResult> RunAndSignal(int signal, Func<string, bool> when, params string[] args) =>
        RunAndAct(process => Processes.Signal(process, signal), when, args);

    /// <summary>Runs the program, does something to its process when a line on its error output says so (once), and waits for its end.</summary>
    public async Task<LcamResult> RunAndAct(Action<int> act, Func<string, bool> when, params string[] args)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var acted = false;

        // A program that does not end, because it does not hear a signal, fails its test and not the whole suite.
        using var patience = new CancellationTokenSource(Patience);
        var running = Cli.Wrap("dotnet")
            .WithArguments([Program, .. WithThreads(args)])
            .WithWorkingDirectory(Folder)
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(async line =>
            {
                error.Append(line).Append('\n');
                if (!acted && when(line))
                {
                    acted = true;
                    var process = await started.Task;
                    try
                    {
                        act(process);
                    }
                    catch
                    {
                        // The program may wait for a signal that now never comes.
                        Processes.TrySignal(process, Kill);
                        throw;
                    }
                }
            }))
            .ExecuteAsync(patience.Token);
        started.SetResult(running.ProcessId);
        var result = await running;
        return new LcamResult(result.ExitCode, output.ToString(), error.ToString());
    }
}
