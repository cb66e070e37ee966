namespace LCam.EndToEnd.Tests;

/// <summary>A sweep that is stopped, or killed, and run again.</summary>
public sealed class InterruptionTests
{
    [Fact]
    public async Task Stopped_and_killed_runs_end_with_the_bits_of_one_that_was_never_stopped()
    {
        using var straight = new Lcam();
        TinySpec.Write(straight, TinySpec.WithLongTraining);
        Assert.Equal(0, (await straight.Run("run", "tiny.yaml")).ExitCode);

        using var broken = new Lcam();
        TinySpec.Write(broken, TinySpec.WithLongTraining);
        var stopped = await broken.RunAndSignal(Lcam.Interrupt, line => line.Contains("step 50/450", StringComparison.Ordinal), "run", "tiny.yaml");
        Assert.True(stopped.ExitCode == 75, stopped.ToString());
        Assert.Contains("'lcam run tiny.yaml' goes on from here", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(broken.PathOf("table.md")));
        var killed = await broken.RunAndSignal(Lcam.Kill, line => IsStep(line), "run", "tiny.yaml");
        Assert.True(killed.ExitCode == 137, killed.ToString());
        var last = await broken.Run("run", "tiny.yaml");
        Assert.True(last.ExitCode == 0, last.ToString());

        Assert.Equal(await StoreNumbers.Of(straight), await StoreNumbers.Of(broken));
        Assert.Equal(File.ReadAllText(straight.PathOf("table.md")), File.ReadAllText(broken.PathOf("table.md")));
    }

    // The first step that is done after going on.
    private static bool IsStep(string line) => line.Contains(" step ", StringComparison.Ordinal);
}
