using System.IO.Compression;
using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>What goes from a finished experiment to others: named tables, claims, a checklist, a crate.</summary>
public sealed class PublishingTests : IDisposable
{
    private const string Tables =
        """

        tables:
          losses: { rows: [loss], measures: [average-drop], kinds: [trained], reference: published.yaml, resamples: 20, output: tables/losses.md }
          shares: { columns: [percentage], measures: [increase-in-confidence] }
        """;

    // The value is the test's own.
    private const string Published =
        "values:\n  - { backbone: vgg16, method: L-CAM-Fm, percentage: 0, measure: average-drop, value: 1, source: the test, place: here, transcriber: the test, date: 2026-01-02 }\n";

    private readonly Lcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public async Task A_finished_experiment_is_shown_compared_described_and_exported()
    {
        TinySpec.Write(_lcam, text => text + Tables);
        File.WriteAllText(_lcam.PathOf("published.yaml"), "values:\n  - { backbone: vgg16, value: }\n");
        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml", "--threads", "1")).ExitCode);

        // A run writes the tables that have an output, and no others.
        var named = await _lcam.Run("table", "tiny.yaml", "--table", "losses");
        Assert.StartsWith("# tiny: losses\n\n| Loss | AD 100 % | AD 50 % |\n|:--|--:|--:|\n| **VGG-16** | | |\n| lcam | ", named.Out, StringComparison.Ordinal);
        Assert.Equal(named.Out, File.ReadAllText(_lcam.PathOf("tables", "losses.md")));
        Assert.Equal(["losses.md"], Directory.EnumerateFiles(_lcam.PathOf("tables")).Select(Path.GetFileName));
        Assert.Equal(0, (await _lcam.Run("table", "tiny.yaml", "--table", "losses", "--check", _lcam.PathOf("tables", "losses.md"))).ExitCode);
        Assert.Contains("| Method | 100 % | 50 % |", (await _lcam.Run("table", "tiny.yaml", "--table", "shares")).Out, StringComparison.Ordinal);
        (await _lcam.Run("table", "tiny.yaml", "--table", "losess")).AssertRefused(2, "did you mean 'losses'?");

        var clean = await _lcam.Run("audit", "tiny.yaml");
        Assert.True(clean.ExitCode == 0, clean.ToString());
        Assert.Contains("; 0 published values on file.", clean.Error, StringComparison.Ordinal);
        File.WriteAllText(_lcam.PathOf("published.yaml"), Published);
        var claims = await _lcam.Run("audit", "tiny.yaml", "--level", "A6");
        Assert.True(claims.ExitCode == 5, claims.ToString());
        Assert.StartsWith("A6-claim  unchecked  tiny: vgg16 L-CAM-Fm average-drop at 0: could not be checked: one seed", claims.Out, StringComparison.Ordinal);
        Assert.Contains(",published,published_difference,published_covered,", (await _lcam.Run("table", "tiny.yaml", "--table", "losses", "--format", "csv")).Out, StringComparison.Ordinal);

        var checklist = await _lcam.Run("checklist", "tiny.yaml");
        Assert.Equal(0, checklist.ExitCode);
        Assert.Contains("- [x] **Number of training and evaluation runs**\n  - Runs of kind classifier: 1 (", checklist.Out, StringComparison.Ordinal);
        Assert.Equal(5, JsonNode.Parse((await _lcam.Run("checklist", "tiny.yaml", "--json")).Out)!["sections"]!.AsArray().Count);

        await Export(checklist.Out);
    }

    private async Task Export(string checklist)
    {
        var before = Database();
        var exported = await _lcam.Run("export", "tiny.yaml", "--ro-crate", "crate.zip", "--author", "Ada Lovelace", "--license", "CC-BY-4.0");
        Assert.True(exported.ExitCode == 0, exported.ToString());
        Assert.StartsWith("5 runs, ", exported.Error, StringComparison.Ordinal);
        Assert.Equal(before, Database());
        ZipFile.ExtractToDirectory(_lcam.PathOf("crate.zip"), _lcam.PathOf("crate"));
        Assert.Equal(checklist, File.ReadAllText(_lcam.PathOf("crate", "checklist.md")));
        Assert.Equal(File.ReadAllText(_lcam.PathOf("tiny.seal.json")), File.ReadAllText(_lcam.PathOf("crate", "seal.json")));
        Assert.True(File.Exists(_lcam.PathOf("crate", "tables", "losses.csv")));
        var graph = JsonNode.Parse(File.ReadAllText(_lcam.PathOf("crate", "ro-crate-metadata.json")))!["@graph"]!.AsArray();
        Assert.Equal(2 * (1 + 5), graph.Count(entity => (string?)entity!["actionStatus"] == "http://schema.org/CompletedActionStatus"));
    }

    private byte[] Database() => File.ReadAllBytes(_lcam.PathOf("results", "store", "lcam.db"));
}
