using System.Diagnostics.CodeAnalysis;
using LCam.Experiments.Engines;

namespace LCam.Experiments.Tests.Engines;

/// <summary>A worker process that does what a test says.</summary>
internal sealed class FakeWorker : IWorkerProcess
{
    public List<string> Heard { get; } = [];

    public Queue<string> Lines { get; } = new();

    public int? ExitCode { get; set; }

    public bool IsDisposed { get; private set; }

    public void Send(string line) => Heard.Add(line);

    public bool TryRead([NotNullWhen(true)] out string? line) => Lines.TryDequeue(out line);

    public void Dispose() => IsDisposed = true;
}
