namespace LCam.Cli.Rendering;

/// <summary>Passes reports on in the thread that makes them, in their order.</summary>
internal sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
