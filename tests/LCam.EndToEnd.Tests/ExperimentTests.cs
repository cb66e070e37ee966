using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>An experiment from its spec to its table, run once and then asked and changed in every way.</summary>
public sealed class ExperimentTests : IAsyncLifetime
{
    private Lcam _lcam = null!;

    public async Task InitializeAsync() => _lcam = await FinishedExperiment.Copy();

    public Task DisposeAsync()
    {
        _lcam.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_table_file_is_what_the_store_gives()
    {
        Assert.Equal(0, (await _lcam.Run("table", "tiny.yaml", "--check", "table.md")).ExitCode);
        var table = await _lcam.Run("table", "tiny.yaml");
        Assert.Equal(File.ReadAllText(_lcam.PathOf("table.md")), table.Out);
        Assert.Contains("| L-CAM-Fm | ", table.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("–", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_touched_table_file_differs_and_the_line_is_named()
    {
        var text = File.ReadAllText(_lcam.PathOf("table.md"));
        File.WriteAllText(_lcam.PathOf("table.md"), text.Replace("| L-CAM-Fm |", "| L-CAM-Fm  |", StringComparison.Ordinal));
        var check = await _lcam.Run("table", "tiny.yaml", "--check", "table.md");
        Assert.Equal(4, check.ExitCode);
        Assert.Contains("table.md:6: the file has", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_does_nothing_and_says_so()
    {
        var result = await _lcam.Run("run", "tiny.yaml");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("nothing to do: all 5 stages of tiny are done", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renaming_reordering_and_commenting_change_nothing()
    {
        File.WriteAllText(
            _lcam.PathOf("other.yaml"),
            """
            # The same experiment in other words.
            controls: []
            evaluation: { constant-map: zero, batch-size: 4 }
            training: { crop-size: 40, input-size: 48, batch-size: 8, epochs: 3, learning-rate: 0.0001, workers: 1 }
            matrix: { percentage: [0.5, 0], seed: [1], loss: [cross-entropy, lcam], variant: [fm], backbone: [narrow] }
            backbones:
              narrow: { architecture: vgg16, weights: train, width: 0.03125, classifier: { batch-size: 8, epochs: 1 } }
            data: { shapes: { size: 48, classes: 2, evaluation: 10, train: 24, seed: 1, folder: data } }
            name: renamed
            """);
        Assert.Equal(["cached"], await States("other.yaml"));
        var result = await _lcam.Run("run", "other.yaml");
        Assert.Contains("nothing to do", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("–", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_percentage_measures_again_and_trains_nothing()
    {
        TinySpec.Write(_lcam, text => text.Replace("[0, 0.5]", "[0, 0.5, 0.85]", StringComparison.Ordinal));
        var stages = await Plan("tiny.yaml");
        Assert.All(stages, stage => Assert.Equal(stage.Kind == "measure" ? "run" : "cached", stage.State));
        Assert.All(stages.Where(stage => stage.Kind == "measure"), stage =>
            Assert.Equal("changed: percentages: [0,0.5] -> [0,0.5,0.85]", stage.Reason));

        Assert.Contains("–", (await _lcam.Run("table", "tiny.yaml")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml")).ExitCode);
        Assert.DoesNotContain("–", (await _lcam.Run("table", "tiny.yaml")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_learning_rate_plans_exactly_what_depends_on_it_and_says_why()
    {
        var stages = await Plan("tiny.yaml", "--set", "training.learning-rate=2e-4");
        Assert.Equal("cached", Assert.Single(stages, stage => stage.Kind == "classifier").State);
        Assert.All(stages.Where(stage => stage.Kind == "train"), stage =>
            Assert.Equal(("run", "changed: training.learning-rate: 0.0001 -> 0.0002"), (stage.State, stage.Reason)));
        Assert.All(stages.Where(stage => stage.Kind == "measure"), stage =>
            Assert.Equal(("run", "changed: the explainer's stage"), (stage.State, stage.Reason)));
    }

    [Fact]
    public async Task A_loss_weight_concerns_only_the_model_that_has_the_loss()
    {
        var stages = await Plan("tiny.yaml", "--set", "training.losses.area=1");
        Assert.All(stages, stage => Assert.Equal(
            stage.Label.Contains("lcam", StringComparison.Ordinal) ? "run" : "cached", stage.State));
    }

    [Fact]
    public async Task Show_tells_a_runs_metrics_and_images_as_JSON()
    {
        var evaluation = (await Plan("tiny.yaml")).First(stage => stage.Kind == "measure");
        var shown = await _lcam.Run("show", evaluation.Key[..10], "--json");
        var run = JsonNode.Parse(shown.Out)!;
        Assert.Equal("succeeded", (string?)run["run"]!["state"]);
        Assert.Equal(10, run["images"]!.AsArray().Count);
        Assert.All(run["images"]!.AsArray(), image => Assert.InRange((double)image!["energy-inside"]!, 0, 1));

        var training = (await Plan("tiny.yaml")).First(stage => stage.Kind == "train");
        var epochs = JsonNode.Parse((await _lcam.Run("show", training.Key[..10], "--json")).Out)!["epochs"]!.AsArray();
        Assert.Equal([0, 1, 2], epochs.Select(metric => (int)metric!["epoch"]!).Distinct());
    }

    [Fact]
    public async Task Status_lists_every_stage_with_its_run()
    {
        var rows = JsonNode.Parse((await _lcam.Run("status", "--json")).Out)!.AsArray();
        Assert.Equal(5, rows.Count);
        Assert.All(rows, row => Assert.Equal("succeeded", (string?)row!["run"]!["state"]));
        Assert.Contains("5 succeeded", (await _lcam.Run("status", "tiny.yaml")).Out, StringComparison.Ordinal);
        Assert.Equal("tiny: 5 succeeded\n", (await _lcam.Run("watch", "tiny.yaml")).Out);
    }

    [Fact]
    public async Task Two_runs_are_compared_by_their_shortened_ids()
    {
        var evaluations = (await Plan("tiny.yaml")).Where(stage => stage.Kind == "measure").ToList();
        var difference = await _lcam.Run("diff", evaluations[0].Key[..8], evaluations[1].Key[..8]);
        Assert.True(difference.ExitCode == 0, difference.ToString());
        Assert.Contains("explainer.stage: ", difference.Out, StringComparison.Ordinal);
        Assert.Contains("code: the same", difference.Out, StringComparison.Ordinal);
        Assert.Contains("environment: the same", difference.Out, StringComparison.Ordinal);
        var json = JsonNode.Parse((await _lcam.Run("diff", evaluations[0].Key[..8], evaluations[0].Key[..8], "--json")).Out)!;
        Assert.True((bool)json["same-numbers"]!);
        (await _lcam.Run("diff", evaluations[0].Key[..8], "zzzz")).AssertRefused(2, "B: no run's id begins with 'zzzz'");
    }

    [Fact]
    public async Task A_table_is_the_same_from_kept_summaries_and_from_per_image_scores()
    {
        foreach (var format in (string[])["markdown", "csv", "json"])
        {
            var kept = await _lcam.Run("table", "tiny.yaml", "--format", format);
            Assert.Equal(kept.Out, (await _lcam.Run("table", "tiny.yaml", "--format", format, "--recompute")).Out);
        }
    }

    [Fact]
    public async Task An_experiment_moves_to_another_store_as_one_file()
    {
        var exported = await _lcam.Run("export", "tiny.yaml", "--output", "tiny.lcam");
        Assert.True(exported.ExitCode == 0, exported.ToString());
        var imported = await _lcam.Run("import", "tiny.lcam", "--store", "other");
        Assert.True(imported.ExitCode == 0, imported.ToString());
        Assert.Contains("5 runs imported, 0 left out", imported.Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_lcam.PathOf("table.md")), (await _lcam.Run("table", "tiny.yaml", "--store", "other")).Out);
        Assert.All(await Plan("tiny.yaml", "--store", "other"), stage => Assert.Equal("cached", stage.State));
        Assert.Contains("0 runs imported, 5 left out", (await _lcam.Run("import", "tiny.lcam", "--store", "other")).Out, StringComparison.Ordinal);

        File.WriteAllBytes(_lcam.PathOf("cut.lcam"), File.ReadAllBytes(_lcam.PathOf("tiny.lcam"))[..^100]);
        (await _lcam.Run("import", "cut.lcam", "--store", "third")).AssertRefused(2, "cut.lcam: ");
        Assert.False(Directory.Exists(_lcam.PathOf("third")));
    }

    [Fact]
    public async Task Only_what_no_experiment_needs_is_garbage_and_only_if_told_is_it_removed()
    {
        Assert.StartsWith("0 items", (await _lcam.Run("gc")).Out, StringComparison.Ordinal);
        TinySpec.Write(_lcam, text => text.Replace("[lcam, cross-entropy]", "lcam", StringComparison.Ordinal));
        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml")).ExitCode);
        var listed = JsonNode.Parse((await _lcam.Run("gc", "--json")).Out)!;
        Assert.Equal(2, listed["items"]!.AsArray().Count);
        Assert.All(listed["items"]!.AsArray(), item => Assert.True((long)item!["bytes"]! > 0));
        Assert.Contains("2 items", (await _lcam.Run("gc", "--yes")).Out, StringComparison.Ordinal);
        Assert.All(await Plan("tiny.yaml"), stage => Assert.Equal("cached", stage.State));
        Assert.Equal(0, (await _lcam.Run("table", "tiny.yaml", "--check", "table.md")).ExitCode);
        Assert.StartsWith("0 items", (await _lcam.Run("gc")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_stage_is_kept_and_repeated_only_on_request_or_with_other_input()
    {
        TinySpec.Write(_lcam, text => text.Replace(
            "shapes: { folder: data, seed: 1, train: 24, evaluation: 10, classes: 2, size: 48 }",
            "{ train: { images: data, list: data/train.txt }, evaluation: { images: data, list: data/evaluation.txt } }",
            StringComparison.Ordinal).Replace("width: 0.03125", "width: 0.03125, classes: 2", StringComparison.Ordinal));
        var list = _lcam.PathOf("data", "evaluation.txt");
        var image = _lcam.PathOf("data", File.ReadLines(list).First().Split(' ')[0]);
        var bytes = File.ReadAllBytes(image);
        File.WriteAllText(image, "no image");

        var failed = await _lcam.Run("run", "tiny.yaml");
        Assert.Equal(3, failed.ExitCode);
        Assert.Contains("evaluation.txt:1: ", failed.Error, StringComparison.Ordinal);
        Assert.Contains("failed:", failed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Error, StringComparison.Ordinal);

        Assert.Equal(3, (await _lcam.Run("run", "tiny.yaml")).ExitCode);
        var failure = Assert.Single(await Plan("tiny.yaml"), stage => stage is { Kind: "classifier", State: "failed" });
        Assert.Contains("evaluation.txt:1: ", (await _lcam.Run("logs", failure.Key[..8])).Out, StringComparison.Ordinal);

        var retried = await _lcam.Run("retry", "tiny.yaml");
        Assert.Equal(3, retried.ExitCode);
        Assert.Matches(@"classifier vgg16 seed 1 \(run [0-9a-f]{12}\.2\)", retried.Error);

        File.WriteAllBytes(image, bytes);
        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml")).ExitCode);
    }

    private async Task<IReadOnlyList<string>> States(string spec) => [.. (await Plan(spec)).Select(stage => stage.State).Distinct()];

    private async Task<IReadOnlyList<PlanRow>> Plan(params string[] args)
    {
        var result = await _lcam.Run(["plan", .. args, "--json"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return [.. JsonNode.Parse(result.Out)!["stages"]!.AsArray().Select(stage => new PlanRow(
            (string)stage!["key"]!, (string)stage["kind"]!, (string)stage["label"]!, (string)stage["state"]!, (string)stage["reason"]!))];
    }

    private sealed record PlanRow(string Key, string Kind, string Label, string State, string Reason);
}
