using System.Text.Json.Nodes;
using LCam.Weights;

namespace LCam.EndToEnd.Tests;

public sealed class WeightsTests : IDisposable
{
    private readonly Lcam _lcam = new();

    [Fact]
    public async Task Convert_keeps_every_number_and_replaces_only_when_forced()
    {
        var file = Samples.Weights(_lcam);
        Assert.Equal(0, (await _lcam.Run("weights", "convert", file, "a.pth")).ExitCode);
        Assert.Equal(0, (await _lcam.Run("weights", "convert", "a.pth", "b.safetensors")).ExitCode);
        Assert.Equal(File.ReadAllBytes(_lcam.PathOf(file)), File.ReadAllBytes(_lcam.PathOf("b.safetensors")));

        var refused = await _lcam.Run("weights", "convert", "a.pth", "b.safetensors");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("b.safetensors: is there already", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _lcam.Run("weights", "convert", "a.pth", "b.safetensors", "--force")).ExitCode);
        Assert.Equal(["a.pth", "b.safetensors", file], _lcam.Files());
    }

    [Fact]
    public async Task Export_writes_classifier_and_attention_bit_for_bit_as_a_snapshot()
    {
        using var made = await FinishedExperiment.Copy();
        var run = JsonNode.Parse((await made.Run("status", "--json")).Out)!.AsArray().First(stage => (string?)stage!["kind"] == "train")!["run"]!;
        var result = await made.Run("weights", "export", (string)run["id"]!, "--output", "a.pth.tar");
        Assert.True(result.ExitCode == 0, result.ToString());
        var facts = PthFile.ReadFacts(made.PathOf("a.pth.tar"));
        Assert.Equal(("VGG16_L_CAM_Fm", 2, 9L), (facts.Architecture, facts.Epoch, facts.Counter));

        using var snapshot = WeightFile.Read(made.PathOf("a.pth.tar"));
        foreach (var file in Directory.EnumerateFiles(made.PathOf("results", "store", "stages"), "*.safetensors", SearchOption.AllDirectories)
            .Where(file => file.Contains((string)run["stage-key"]!, StringComparison.Ordinal) ? file.EndsWith("attention.safetensors", StringComparison.Ordinal) : file.EndsWith("weights.safetensors", StringComparison.Ordinal)))
        {
            using var parts = WeightFile.Read(file);
            Assert.All(parts, entry => Assert.Equal(TensorDigest.Of(entry.Value), TensorDigest.Of(snapshot[entry.Key])));
        }

        Assert.Equal(2, (await made.Run("weights", "export", (string)run["id"]!, "--output", "a.pth.tar")).ExitCode);
        Assert.Equal(0, (await made.Run("weights", "export", (string)run["id"]!, "--output", "a.pth.tar", "--force")).ExitCode);
    }

    public void Dispose() => _lcam.Dispose();
}
