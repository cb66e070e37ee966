namespace LCam.Cli.Tests;

/// <summary>Ways to execute an experiment that make no sense.</summary>
public sealed class ExecutionRefusalTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void Wrong_ways_to_execute_are_refused_together()
    {
        TinySpec.Write(_lcam);
        var refused = _lcam.Run("run", "tiny.yaml", "--isolation", "jail", "-j", "0");
        refused.AssertRefused(2, "--isolation: jail is no way to execute stages");
        Assert.Contains("--jobs: '0' is not a whole number from 1 to 1024", refused.Error, StringComparison.Ordinal);
        _lcam.Run("run", "tiny.yaml", "--fail-fast", "--keep-going").AssertRefused(2, "--fail-fast and --keep-going exclude each other");
    }
}
