using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>A finished experiment is sealed, and audited by the command line.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task A_finished_experiment_is_sealed_audited_and_found_out_when_it_is_changed()
    {
        using var lcam = new Lcam();
        TinySpec.Write(lcam);
        var nothing = await lcam.Run("audit");
        nothing.AssertRefused(5, "there is no store here");
        (await lcam.Run("seal", "tiny.yaml")).AssertRefused(2, "there is no store here");

        Assert.Equal(0, (await lcam.Run("run", "tiny.yaml")).ExitCode);
        var seal = File.ReadAllText(lcam.PathOf("tiny.seal.json"));
        var clean = await lcam.Run("audit", "tiny.yaml");
        Assert.True(clean.ExitCode == 0, clean.ToString());
        Assert.Empty(clean.Out);
        Assert.Contains("0 findings in 5 runs", clean.Error, StringComparison.Ordinal);
        Assert.Contains("0 findings", (await lcam.Run("audit", "--markdown")).Out, StringComparison.Ordinal);
        Assert.Empty(JsonNode.Parse((await lcam.Run("audit", "--json", "--level", "a0,A2")).Out)!["findings"]!.AsArray());
        (await lcam.Run("audit", "--level", "A9")).AssertRefused(2, "--level: A9 is no level");

        // Nothing to do: nothing is sealed anew.
        Assert.Equal(0, (await lcam.Run("run", "tiny.yaml")).ExitCode);
        Assert.Equal(seal, File.ReadAllText(lcam.PathOf("tiny.seal.json")));

        await AssertExecutedAgain(lcam);

        File.AppendAllText(lcam.PathOf("table.md"), "touched\n");
        var touched = await lcam.Run("audit", "tiny.yaml", "--json");
        Assert.Equal(4, touched.ExitCode);
        var finding = Assert.Single(JsonNode.Parse(touched.Out)!["findings"]!.AsArray())!;
        Assert.Equal(("A1-table-file", "integrity", "error"), ((string?)finding["id"], (string?)finding["level"], (string?)finding["severity"]));
        Assert.Equal(0, (await lcam.Run("run", "tiny.yaml")).ExitCode);

        File.Delete(lcam.PathOf("data", "evaluation.txt"));
        var unproven = await lcam.Run("audit", "tiny.yaml", "--level", "A1");
        Assert.Equal(5, unproven.ExitCode);
        Assert.Contains("A1-input-changed  unchecked", unproven.Out, StringComparison.Ordinal);
    }

    private static async Task AssertExecutedAgain(Lcam lcam)
    {
        var again = await lcam.Run("audit", "tiny.yaml", "--level", "A0", "--rerun", "measure,train", "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        var reruns = JsonNode.Parse(again.Out)!["reruns"]!.AsArray();
        Assert.Equal(5, reruns.Count);
        Assert.All(reruns, rerun => Assert.True((bool)rerun!["holds"]! && (bool)rerun["promise"]!["is-exact"]! && (long)rerun["differing"]! == 0));
        Assert.Contains("measure vgg16 fm lcam seed 1", again.Error, StringComparison.Ordinal);

        // Elsewhere than where the data are: the spec says where they are now.
        Directory.Move(lcam.PathOf("data"), lcam.PathOf("moved"));
        TinySpec.Write(lcam, text => text.Replace("folder: data", "folder: moved", StringComparison.Ordinal), "moved.yaml");
        var gone = await lcam.Run("audit", "tiny.yaml", "--level", "A4", "--sample", "3");
        Assert.True(gone.ExitCode == 5, gone.ToString());
        Assert.Contains("A4-not-repeated  unchecked", gone.Out, StringComparison.Ordinal);
        var moved = await lcam.Run("audit", "moved.yaml", "--level", "A4", "--sample", "3", "--markdown");
        Assert.True(moved.ExitCode == 0, moved.ToString());
        Assert.Contains("the same bits: same processor, libraries and threads | 4 images, bit-identical", moved.Out, StringComparison.Ordinal);
        Directory.Move(lcam.PathOf("moved"), lcam.PathOf("data"));

        (await lcam.Run("audit", "tiny.yaml", "--rerun", "evaluate")).AssertRefused(2, "--rerun: evaluate cannot be executed again");
        (await lcam.Run("audit", "tiny.yaml", "--sample", "3", "--rerun", "train")).AssertRefused(2, "--sample: nothing is executed again that it would apply to");
    }
}
