using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>Explainers that need no training, measured beside the trained ones.</summary>
public sealed class ComparisonTests : IDisposable
{
    private const string Compared =
        """
        compare: [grad-cam, rise]
        controls: [all-ones, random]
        explainers: { seed: 3, rise: { masks: 6, batch-size: 4 } }
        """;

    private readonly Lcam _lcam = new();

    [Fact]
    public async Task Explainers_measured_together_have_the_numbers_that_each_has_alone()
    {
        TinySpec.Write(_lcam, text => text.Replace("controls: []", Compared, StringComparison.Ordinal));
        var together = await _lcam.Run("run", "tiny.yaml", "--store", "together");
        Assert.True(together.ExitCode == 0, together.ToString());
        var table = together.Out;
        Assert.Contains("| *Controls* |", table, StringComparison.Ordinal);
        Assert.Contains("RISE with masks 6 (standard: 4000)", table, StringComparison.Ordinal);
        Assert.Contains("0 by construction", table, StringComparison.Ordinal);
        var allOnes = Assert.Single(table.Split('\n'), line => line.StartsWith("| All ones", StringComparison.Ordinal));
        Assert.Equal(["0.00", "0.00"], allOnes.Split('|')[2..4].Select(cell => cell.Trim()));

        // One after the other: what is there already is never in a cohort again.
        foreach (var (compare, controls) in new[] { ("", ""), ("grad-cam", ""), ("grad-cam, rise", ""), ("grad-cam, rise", "all-ones"), ("grad-cam, rise", "all-ones, random") })
        {
            var lists = Compared.Replace("[grad-cam, rise]", $"[{compare}]", StringComparison.Ordinal).Replace("[all-ones, random]", $"[{controls}]", StringComparison.Ordinal);
            TinySpec.Write(_lcam, text => text.Replace("controls: []", lists, StringComparison.Ordinal));
            var alone = await _lcam.Run("run", "tiny.yaml", "--store", "alone");
            Assert.True(alone.ExitCode == 0, alone.ToString());
        }

        Assert.Equal(table, (await _lcam.Run("table", "tiny.yaml", "--store", "alone")).Out);
        var rows = JsonNode.Parse((await _lcam.Run("status", "--store", "together", "--json")).Out)!.AsArray();
        foreach (var key in rows.Select(row => (string)row!["key"]!))
        {
            Assert.Equal(await Scores("together", key), await Scores("alone", key));
        }
    }

    [Fact]
    public async Task What_an_explainer_s_numbers_hang_on_is_part_of_its_stage_and_nothing_else_is()
    {
        TinySpec.Write(_lcam, text => text.Replace("controls: []", Compared, StringComparison.Ordinal));
        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml")).ExitCode);
        Assert.Equal(["measure vgg16 rise"], await Changed("explainers.rise.masks=7"));
        Assert.Equal(["measure vgg16 rise", "measure vgg16 all-ones", "measure vgg16 random"], await Changed("explainers.seed=4"));
        Assert.Equal(["measure vgg16 layer-cam"], await Changed("compare=[grad-cam, rise, layer-cam]"));
    }

    public void Dispose() => _lcam.Dispose();

    private async Task<string> Scores(string store, string key) =>
        JsonNode.Parse((await _lcam.Run("show", key, "--store", store, "--json")).Out)!["images"]!.ToJsonString();

    private async Task<IReadOnlyList<string>> Changed(string set)
    {
        var plan = await _lcam.Run("plan", "tiny.yaml", "--set", set, "--json");
        Assert.Equal(0, plan.ExitCode);
        return [.. JsonNode.Parse(plan.Out)!["stages"]!.AsArray()
            .Where(stage => (string)stage!["state"]! == "run")
            .Select(stage => (string)stage!["label"]!)];
    }
}
