using System.Diagnostics.CodeAnalysis;

namespace LCam.Experiments.Engines;

/// <summary>A worker process, as its coordinator sees it. Disposing of one that still works ends it at once.</summary>
public interface IWorkerProcess : IDisposable
{
    /// <summary>How it ended, as a shell tells it: 128 plus the number of the signal that killed it. Null while it lives, or while lines of it are still on their way.</summary>
    int? ExitCode { get; }

    /// <summary>Sends it a line; one that has ended does not hear it.</summary>
    void Send(string line);

    /// <summary>The next line that it printed, if there is one already.</summary>
    bool TryRead([NotNullWhen(true)] out string? line);
}
