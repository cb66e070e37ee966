using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>An adopted run is measured and explains like ours, from the store's own copies.</summary>
public sealed class AdoptedRunTests
{
    // What the evaluation script printed, by percentage.
    private static readonly (double Percentage, double Drop, double Increase)[] Printed =
        [(0, 63.54924970675391, 16.666666666666668), (0.5, 58.84228526910296, 16.666666666666668), (0.85, 67.94834211478178, 12.5)];

    [SharedDataFact]
    public async Task A_spec_measures_an_adopted_snapshot_as_the_script_printed_and_marks_it()
    {
        using var lcam = new Lcam();
        var adopt = await lcam.Run("adopt", Past("ResNet50_L_CAM_Img"), "--name", "authors", "--train-list", Past("train24.txt"));
        Assert.True(adopt.ExitCode == 0, adopt.ToString());
        var run = JsonNode.Parse((await lcam.Run("show", "authors", "--json")).Out)!;
        var last = run["files"]!.AsArray().Single(file => ((string)file!["name"]!).Contains("epoch_2", StringComparison.Ordinal))!;
        File.WriteAllText(lcam.PathOf("authors.yaml"), $$"""
            name: authors
            data: { evaluation: { images: {{SharedData.Path("imagenet-mini", "images")}}, list: {{Past("eval24.txt")}} } }
            backbones: { resnet50: { width: 0.125 } }
            attentions: [{ model: ResNet50_L_CAM_Img, file: {{(string)last["path"]!}} }]
            matrix: { backbone: resnet50, variant: img, loss: lcam, seed: 1, percentage: [0, 0.5, 0.85] }
            controls: []
            """);
        var measured = await lcam.Run("run", "authors.yaml");
        Assert.True(measured.ExitCode == 0, measured.ToString());
        var row = Assert.Single(JsonNode.Parse((await lcam.Run("table", "authors.yaml", "--format", "json")).Out)!["rows"]!.AsArray())!;
        Assert.Contains("trained elsewhere", row["notes"]!.ToJsonString(), StringComparison.Ordinal);
        foreach (var (measures, printed) in row["measures"]!.AsArray().Zip(Printed))
        {
            Assert.Equal(printed.Percentage, (double)measures!["percentage"]!);
            Assert.Equal(printed.Drop, (double)measures["average-drop"]!, 1e-3);
            Assert.Equal(printed.Increase, (double)measures["increase-in-confidence"]!, 1e-6);
        }

        var audit = await lcam.Run("audit");
        Assert.True(audit.ExitCode == 0, audit.ToString());
        var explained = await lcam.Run("explain", SharedData.Path("imagenet-mini", "images", "n01440764", "n01440764_tench.JPEG"), "--run", "authors", "--output", "explained");
        Assert.True(explained.ExitCode == 0, explained.ToString());
        Assert.Contains("L-CAM (ResNet50_L_CAM_Img)", explained.Out, StringComparison.Ordinal);
    }

    private static string Past(string name) => SharedData.Path("fixtures", "past-run", name);
}
