using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace LCam.Experiments.Engines;

/// <summary>A worker process on this machine.</summary>
internal sealed class LocalWorkerProcess : IWorkerProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    // Over when the process has ended and both of its outputs are read to their ends.
    private readonly Task _end;

    public LocalWorkerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _end = process.WaitForExitAsync();
    }

    public int? ExitCode => _end.IsCompleted ? _process.ExitCode : null;

    public void Send(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended: its exit code says more.
        }
    }

    public bool TryRead([NotNullWhen(true)] out string? line) => _lines.TryDequeue(out line);

    public void Dispose()
    {
        // One that was told to end does so by itself; any other ends when its input does.
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already, with a line for it in the pipe.
        }

        if (!_end.Wait(Patience))
        {
            _process.Kill();
            _end.Wait(Patience);
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
