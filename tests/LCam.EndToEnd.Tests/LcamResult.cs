namespace LCam.EndToEnd.Tests;

/// <summary>How one invocation of the program ended, and what it printed.</summary>
internal sealed record LcamResult(int ExitCode, string Out, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n--- out\n{Out}\n--- error\n{Error}";
}
