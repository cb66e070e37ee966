using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>An experiment that measures everything there is.</summary>
public sealed class MeasureTests : IDisposable
{
    private const string All =
        "\nmeasures: [average-drop, increase-in-confidence, top-1, top-5, insertion, deletion, coherency, complexity, adcc, sparseness, pointing-game, energy-inside, seconds]\n";

    private static readonly string[] OfMaps = ["adcc", "coherency", "complexity", "deletion", "insertion", "pointing-game", "seconds", "sparseness"];

    private readonly Lcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public async Task Everything_is_measured_stored_and_shown_and_only_time_differs_the_second_time()
    {
        // What was measured before a measure is asked for is measured anew; what was trained is not.
        Write(text => text);
        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml", "--store", "first")).ExitCode);
        Write(text => text + All);
        var plan = JsonNode.Parse((await _lcam.Run("plan", "tiny.yaml", "--store", "first", "--json")).Out)!["stages"]!.AsArray();
        Assert.All(plan, stage => Assert.Equal((string)stage!["kind"]! == "measure" ? "run" : "cached", (string)stage["state"]!));
        Assert.Contains("measures.insertion.steps: (none) -> 5", (string)plan.First(stage => (string)stage!["kind"]! == "measure")!["reason"]!, StringComparison.Ordinal);
        var waiting = await _lcam.Run("table", "tiny.yaml", "--store", "first", "--set", "measures=[sparseness, adcc]");
        Assert.Contains("not measured yet: ADCC, Sparseness", waiting.Out, StringComparison.Ordinal);

        var result = await _lcam.Run("run", "tiny.yaml", "--store", "first", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.All(JsonNode.Parse(result.Out)!["rows"]!.AsArray(), row =>
        {
            var measures = row!["map-measures"]!.AsObject();
            Assert.Equal(OfMaps, measures.Select(entry => entry.Key).Order(StringComparer.Ordinal));
            Assert.All(measures, entry => Assert.Equal(10, (int)entry.Value!["measured"]!));
        });
        var table = (await _lcam.Run("table", "tiny.yaml", "--store", "first")).Out;
        Assert.Contains("| Insertion | Deletion | Coherency | Complexity | ADCC | Sparseness | Pointing game | Energy on object | Uniform map's | Seconds |", table, StringComparison.Ordinal);

        var images = await Images("first", plan);
        Assert.Equal(10, images.Count);
        Assert.All(images, image => Assert.All(image.Where(value => value.Key != "seconds"), value =>
            Assert.True(value.Value is null || ((double)value.Value is >= 0 and <= 1), $"{value.Key} {value.Value}")));
        Assert.All(images, image => Assert.True((double)image["seconds"]! > 0));

        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml", "--store", "second")).ExitCode);
        Assert.Equal(images.Select(Text), (await Images("second", plan)).Select(Text));
    }

    private void Write(Func<string, string> change) => TinySpec.Write(_lcam, text => change(
        text.Replace("batch-size: 4, constant-map: zero", "batch-size: 4, constant-map: zero, curve-steps: 5", StringComparison.Ordinal)
            .Replace("loss: [lcam, cross-entropy]", "loss: lcam", StringComparison.Ordinal)
            .Replace("epochs: 3, batch-size: 8, input", "epochs: 1, batch-size: 8, input", StringComparison.Ordinal)));

    private async Task<IReadOnlyList<JsonObject>> Images(string store, JsonArray plan)
    {
        var key = (string)plan.First(stage => (string)stage!["kind"]! == "measure")!["key"]!;
        var shown = JsonNode.Parse((await _lcam.Run("show", key[..12], "--store", store, "--json")).Out)!;
        return [.. shown["images"]!.AsArray().Select(image => image!["measures"]!.AsObject())];
    }

    private static string Text(JsonObject measures) => string.Join(' ', measures.Where(entry => entry.Key != "seconds"));
}
