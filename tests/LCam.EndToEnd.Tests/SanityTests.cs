using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>A sanity check as an experiment.</summary>
public sealed class SanityTests
{
    [Fact]
    public async Task A_sanity_check_shares_the_trainings_of_the_experiment_that_it_checks_and_leaves_a_table_and_a_plot()
    {
        using var lcam = await FinishedExperiment.Copy();
        TinySpec.Write(lcam, Sanity, "check.yaml");
        var run = await lcam.Run("run", "check.yaml");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain("] train ", run.Error, StringComparison.Ordinal);
        Assert.Contains("[1/4] sanity vgg16 fm lcam seed 1", run.Error, StringComparison.Ordinal);
        Assert.Contains("## VGG-16: rank correlation", run.Out, StringComparison.Ordinal);
        Assert.Equal(run.Out, File.ReadAllText(lcam.PathOf("check.md")));
        Assert.Contains("<svg", File.ReadAllText(lcam.PathOf("check.svg")), StringComparison.Ordinal);

        var random = Assert.Single(run.Out.Split("## VGG-16: SSIM")[0].Split('\n'), line => line.StartsWith("| Random map", StringComparison.Ordinal));
        Assert.All(random.Split('|')[2..19], cell => Assert.Equal("1.00", cell.Trim()));

        // The attention looks at the maps of features.28: what is random above them cannot show, what is below does.
        var attention = run.Out.Split('\n').First(line => line.StartsWith("| L-CAM-Fm |", StringComparison.Ordinal)).Split('|').Select(cell => cell.Trim()).ToArray();
        Assert.Equal(["1.00", "1.00", "1.00"], attention[2..5]);
        Assert.NotEqual("1.00", attention[5]);

        Assert.Equal(0, (await lcam.Run("table", "check.yaml", "--check", "check.md", "--plot", "again.svg")).ExitCode);
        Assert.Equal(File.ReadAllText(lcam.PathOf("check.svg")), File.ReadAllText(lcam.PathOf("again.svg")));
        // A saliency card of the experiment that was checked has what the check found, of the explainer that it checked.
        var cards = (await lcam.Run("checklist", "tiny.yaml", "--format", "cards")).Out;
        Assert.Contains("L-CAM-Fm on VGG-16: with the layers random from the output down, maps keep a rank correlation of 1 (", cards, StringComparison.Ordinal);
        Assert.Contains("; 1 is the same map (sanity check check, run ", cards, StringComparison.Ordinal);

        Assert.StartsWith("nothing to do", (await lcam.Run("run", "check.yaml")).Error, StringComparison.Ordinal);
        var status = JsonNode.Parse((await lcam.Run("status", "check.yaml", "--json")).Out)!.AsArray();
        var shown = JsonNode.Parse((await lcam.Run("show", (string)status.First(row => ((string)row!["label"]!).Contains("random", StringComparison.Ordinal))!["key"]!, "--json")).Out)!;
        Assert.Equal((16, 3), (shown["layers"]!.AsArray().Count, shown["layers"]![0]!["images"]!.AsArray().Count));
    }

    private static string Sanity(string text) => text
        .Replace("name: tiny", "name: check", StringComparison.Ordinal)
        .Replace("  percentage: [0, 0.5]\n", "", StringComparison.Ordinal)
        .Replace("controls: []", "compare: [grad-cam]\ncontrols: [random]\nsanity: { images: 3 }", StringComparison.Ordinal)
        .Replace("table: table.md", "table: check.md, plot: check.svg", StringComparison.Ordinal);
}
