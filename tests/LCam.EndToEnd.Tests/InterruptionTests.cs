using System.Text.Json.Nodes;

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

        Assert.Equal(await Numbers(straight), await Numbers(broken));
        Assert.Equal(File.ReadAllText(straight.PathOf("table.md")), File.ReadAllText(broken.PathOf("table.md")));
    }

    // The first step that is done after going on.
    private static bool IsStep(string line) => line.Contains(" step ", StringComparison.Ordinal);

    // Everything that a run measured and left, without times and places.
    private static async Task<IReadOnlyList<string>> Numbers(Lcam lcam)
    {
        var rows = JsonNode.Parse((await lcam.Run("status", "--json")).Out)!.AsArray();
        var numbers = new List<string>();
        foreach (var row in rows)
        {
            var run = JsonNode.Parse((await lcam.Run("show", (string)row!["key"]!, "--json")).Out)!;
            var weights = run["artifacts"]!.AsArray().Where(artifact => (string)artifact!["role"]! is "weights" or "attention");
            numbers.Add($"{row["key"]} {run["epochs"]} {run["metrics"]} {run["images"]} {run["seeds"]} {string.Join(",", weights.Select(artifact => (string)artifact!["sha256"]!))}");
        }

        return numbers;
    }
}
