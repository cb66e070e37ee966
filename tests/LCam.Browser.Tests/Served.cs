using System.Diagnostics;

namespace LCam.Browser.Tests;

/// <summary><c>lcam report --serve</c>, running.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Process _process;

    private Served(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>Where it answers, with a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Starts it on the tiny spec in the program's folder, and waits until it answers.</summary>
    public static async Task<Served> Start(Lcam lcam)
    {
        var start = new ProcessStartInfo("dotnet", [Lcam.Program, "report", "tiny.yaml", "--serve", "--device", "cpu", "--threads", "1"])
        {
            WorkingDirectory = lcam.Folder,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("LCAM_STORE");
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return new Served(process, address ?? throw new InvalidOperationException("the server ended before it answered"));
    }

    /// <summary>Presses Ctrl-C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        Processes.Signal(_process.Id, Lcam.Interrupt);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
