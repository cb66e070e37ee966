namespace LCam.Tests.Shared;

/// <summary>How one invocation of the program ended, and what it printed.</summary>
internal sealed record LcamResult(int ExitCode, string Out, string Error)
{
    /// <summary>The program refused: with this exit code, a message that says so, no result and no stack trace.</summary>
    public void AssertRefused(int exitCode, string message)
    {
        Assert.True(ExitCode == exitCode, ToString());
        Assert.Contains(message, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.Empty(Out);
    }

    public override string ToString() => $"exit code {ExitCode}\n--- out\n{Out}\n--- error\n{Error}";
}
