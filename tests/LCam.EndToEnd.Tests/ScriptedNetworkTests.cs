using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>A network that is two TorchScript files, through every verb that a user of one needs.</summary>
public sealed class ScriptedNetworkTests : IDisposable
{
    private const string Spec =
        """
        name: scripted
        data:
          shapes: { folder: data, seed: 1, train: 8, evaluation: 6, classes: 5, size: 72 }
        backbones:
          mine: { architecture: torchscript, features: features.pt, head: head.pt, trusted: true }
        matrix: { backbone: mine, variant: [fm, img], loss: lcam, seed: 1, percentage: [0, 0.5] }
        compare: [grad-cam, grad-cam++, score-cam, rise, layer-cam]
        explainers: { rise: { masks: 6 } }
        training: { epochs: 1, batch-size: 4, input-size: 72, crop-size: 64, checkpoint-every: 1 }
        evaluation: { batch-size: 4, constant-map: zero }
        """;

    private readonly Lcam _lcam = new();

    public ScriptedNetworkTests()
    {
        foreach (var file in new[] { "features.pt", "head.pt" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Scripted", file), _lcam.PathOf(file));
        }

        File.WriteAllText(_lcam.PathOf("spec.yaml"), Spec);
    }

    [Fact]
    public async Task It_is_trained_on_measured_explained_and_audited_and_only_files_that_the_user_names_are_run()
    {
        var run = await _lcam.Run("run", "spec.yaml", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        var rows = JsonNode.Parse(run.Out)!["rows"]!.AsArray();
        Assert.Equal(12, rows.Count);
        Assert.All(rows, row => Assert.Null((string?)row!["missing"]));
        Assert.Null(rows.Single(row => (string?)row!["method"] == "Score-CAM")!["forward-passes"]);
        var again = await _lcam.Run("audit", "spec.yaml", "--rerun", "measure,train");
        Assert.True(again.ExitCode == 0, again.ToString());

        // Files of the same content elsewhere are the same network.
        Directory.CreateDirectory(_lcam.PathOf("moved"));
        File.Move(_lcam.PathOf("features.pt"), _lcam.PathOf("moved", "f.pt"));
        File.Move(_lcam.PathOf("head.pt"), _lcam.PathOf("moved", "h.pt"));
        string[] moved = ["--set", "backbones.mine.features=moved/f.pt", "--set", "backbones.mine.head=moved/h.pt"];
        Assert.Contains("nothing to do", (await _lcam.Run(["run", "spec.yaml", .. moved])).Error, StringComparison.Ordinal);

        // What a store names may come from elsewhere.
        var training = await Id("train mine img");
        string[] explain = ["explain", "data/evaluation/00001.png", "--run", training, "--output", "out"];
        (await _lcam.Run(explain)).AssertRefused(2, "are programs: those that a store names are not run (name both with --weights and --head, and give --trusted)");
        string[] named = [.. explain, "--weights", "moved/f.pt", "--head", "moved/h.pt"];
        (await _lcam.Run(named)).AssertRefused(2, "--trusted: a TorchScript file is a program");
        var explained = await _lcam.Run([.. named, "--trusted", "--explainer", "score-cam"]);
        Assert.True(explained.ExitCode == 0, explained.ToString());
        var other = await _lcam.Run("explain", "data/evaluation/00001.png", "--run", training, "--output", "no", "--weights", "moved/f.pt", "--head", "moved/f.pt", "--trusted");
        other.AssertRefused(2, "is another head than run");
        (await _lcam.Run("weights", "export", training, "--output", "x.pth.tar")).AssertRefused(2, "trained on a TorchScript network, whose tensors have no names");

        Assert.Equal(0, (await _lcam.Run(["export", training, "--output", "runs.zip"])).ExitCode);
        var imported = await _lcam.Run("import", "runs.zip", "--store", "elsewhere");
        Assert.Contains("1 of them are of a network of TorchScript files, which are programs: no archive brings such", imported.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_lcam.PathOf("elsewhere"), "*.pt", SearchOption.AllDirectories));
        var audit = await _lcam.Run("audit", "--rerun", "measure");
        Assert.Equal(5, audit.ExitCode);
        Assert.Contains("those that a store names are not run", audit.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_of_what_it_predicts_are_made_and_checked()
    {
        Assert.Equal(0, (await _lcam.Run("data", "shapes", "--output", "data", "--evaluation", "6", "--train", "2", "--size", "72", "--classes", "5")).ExitCode);
        string[] network = ["--images", "data/evaluation", "--architecture", "torchscript", "--weights", "features.pt", "--head", "head.pt", "--classes", "5", "--crop-size", "64", "--input-size", "72"];
        (await _lcam.Run(["data", "label", .. network, "--output", "list.txt"])).AssertRefused(2, "--trusted: a TorchScript file is a program");
        var labelled = await _lcam.Run(["data", "label", .. network, "--trusted", "--output", "list.txt"]);
        Assert.True(labelled.ExitCode == 0, labelled.ToString());
        var check = await _lcam.Run(["data", "check-predictions", .. network, "--trusted", "--list", "list.txt"]);
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    public void Dispose() => _lcam.Dispose();

    private async Task<string> Id(string label) =>
        (string)JsonNode.Parse((await _lcam.Run("status", "--json")).Out)!.AsArray().Single(row => ((string?)row!["label"])?.StartsWith(label, StringComparison.Ordinal) == true)!["run"]!["id"]!;
}
