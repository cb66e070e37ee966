using System.Text.Json.Nodes;
using LCam.Images;

namespace LCam.EndToEnd.Tests;

/// <summary>The explaining verb with the trainings of a tiny experiment, run once.</summary>
public sealed class ExplainRunTests : IAsyncLifetime
{
    private const string Image = "data/evaluation/00001.png";

    private Lcam _lcam = null!;

    public async Task InitializeAsync() => _lcam = await FinishedExperiment.Copy();

    public Task DisposeAsync()
    {
        _lcam.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Trainings_explain_beside_other_explainers_on_their_own_classifier_with_its_class_names()
    {
        var runs = await Runs("train");
        var result = await _lcam.Run("explain", Image, "--run", runs[0], "--run", runs[1][..8], "--explainer", "grad-cam", "--output", "out", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        var json = JsonNode.Parse(result.Out)!;
        Assert.Equal(("vgg16", 2, 48, 40), ((string?)json["backbone"], (int)json["classes"]!, (int)json["input-size"]!, (int)json["crop-size"]!));
        var image = json["images"]![0]!;
        Assert.Equal(["disc", "ring"], image["top"]!.AsArray().Select(seen => (string?)seen!["name"]).Order());
        Assert.Equal(runs.Append(null), image["maps"]!.AsArray().Select(map => (string?)map!["run"]));
        var keys = runs.Select(run => "l-cam-" + run[..12]).Append("grad-cam").ToArray();
        Assert.Equal(keys, image["maps"]!.AsArray().Select(map => (string?)map!["key"]));
        Assert.All(keys, key => Assert.True(File.Exists(_lcam.PathOf("out", $"00001.{key}.overlay.png"))));

        // Two losses, two attentions: the maps differ, and neither is empty.
        var maps = runs.Select(run => PngFile.ReadGray(_lcam.PathOf("out", $"00001.l-cam-{run[..12]}.map.png")).Pixels).ToArray();
        Assert.NotEqual(maps[0], maps[1]);
        Assert.All(maps, map => Assert.Equal((0, 255), (map.Min(), map.Max())));
    }

    [Fact]
    public async Task The_runs_settings_may_be_repeated_and_the_explained_class_chosen()
    {
        var run = (await Runs("train"))[0];
        var result = await _lcam.Run("explain", Image, "--run", run, "--explainer", "l-cam", "--backbone", "vgg16", "--width", "0.03125", "--crop-size", "40", "--class", "1", "--output", "out");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("L-CAM (vgg16 fm ", result.Out, StringComparison.Ordinal);
        Assert.Contains(" of class 1 ring: ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_contradicts_the_run_is_said_all_at_once()
    {
        var run = (await Runs("train"))[0];
        Samples.Weights(_lcam, "foreign.safetensors");
        var result = await _lcam.Run("explain", Image, "--run", run, "--backbone", "resnet50", "--width", "1", "--classes", "8", "--weights", "foreign.safetensors", "--output", "out");
        result.AssertRefused(2, $"--backbone: is resnet50, but run {run} was trained with vgg16 (leave it out)");
        Assert.Contains($"--width: is 1, but run {run} was trained with 0.03125", result.Error, StringComparison.Ordinal);
        Assert.Contains($"--classes: is 8, but run {run} was trained with 2", result.Error, StringComparison.Ordinal);
        Assert.Contains($"foreign.safetensors: holds other weights than run {run} was trained with", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_lcam.PathOf("out")));
    }

    [Fact]
    public async Task Only_a_known_finished_training_explains_and_only_once()
    {
        var (training, evaluation, classifier) = ((await Runs("train"))[0], (await Runs("measure"))[0], (await Runs("classifier"))[0]);
        (await Explain("zzzz")).AssertRefused(2, "--run: no run's id begins with 'zzzz' ('lcam status' lists them)");
        (await Explain("")).AssertRefused(2, "--run: several runs' ids begin with ''");
        (await Explain(evaluation)).AssertRefused(2, "trained no attention mechanism (name a train stage's run; 'lcam status' lists them)");
        (await Explain(classifier)).AssertRefused(2, "trained no attention mechanism");
        (await Explain(training, "--run", training[..9])).AssertRefused(2, "is named twice");
        (await Explain(training, "--store", "data")).AssertRefused(2, "there is no store here");
        Assert.False(Directory.Exists(_lcam.PathOf("out")));
    }

    [Fact]
    public async Task Explainers_of_two_layers_work_side_by_side_and_a_map_without_contrast_is_called_constant()
    {
        var run = (await Runs("train"))[0];

        // Behind the last pooling 40 pixels are a single one.
        var result = await _lcam.Run("explain", Image, "--run", run, "--explainer", "random,random:target-layer=features.30", "--output", "out", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        var maps = JsonNode.Parse(result.Out)!["images"]![0]!["maps"]!.AsArray();
        Assert.Equal(["features.29", "features.30"], maps.Skip(1).Select(map => (string?)map!["parameters"]!["target-layer"]));
        Assert.Equal([false, false, true], maps.Select(map => (bool)map!["constant"]!));
        Assert.All(PngFile.ReadGray(_lcam.PathOf("out", "00001.random-2.map.png")).Pixels, grey => Assert.Equal(0, grey));
    }

    [Fact]
    public async Task A_classifier_that_was_removed_from_the_store_is_named_as_missing()
    {
        var training = (await Runs("train"))[0];
        var file = Directory.GetFiles(_lcam.PathOf("results", "store", "stages"), "weights.safetensors", SearchOption.AllDirectories).Single();
        File.Delete(file);
        (await Explain(training)).AssertRefused(5, "left no weights.safetensors (run the experiment again)");
    }

    private Task<LcamResult> Explain(string run, params string[] more) =>
        _lcam.Run(["explain", Image, "--run", run, "--output", "out", .. more]);

    private async Task<IReadOnlyList<string>> Runs(string kind)
    {
        var rows = JsonNode.Parse((await _lcam.Run("status", "--json")).Out)!.AsArray();
        return [.. rows.Where(row => (string?)row!["kind"] == kind).Select(row => (string)row!["run"]!["id"]!)];
    }
}
