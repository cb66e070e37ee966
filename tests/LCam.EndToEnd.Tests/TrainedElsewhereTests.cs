using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LCam.Images;

namespace LCam.EndToEnd.Tests;

/// <summary>Attention mechanisms that were trained elsewhere are measured as those that were trained here.</summary>
public sealed class TrainedElsewhereTests
{
    private const int Photos = 20;
    private const int Side = 224;

    // The bounds of the fidelity table for a narrow network in float32. Of pixels that tie at the muting's threshold
    // another may be muted, which moves a single confidence further; there that cause is shown, pixel by pixel.
    private const double ConfidenceBound = 1e-5;
    private const double TiedConfidenceBound = 1e-2;
    private const double PointBound = 1e-3;

    private static readonly string[] Models = ["ResNet50_L_CAM_Fm", "ResNet50_L_CAM_Img", "VGG16_L_CAM_Fm", "VGG16_L_CAM_Img", "VGG16_7x7_L_CAM_Img"];

    [Fact]
    public async Task What_one_store_trained_has_the_same_numbers_where_it_is_a_file_and_nothing_is_trained()
    {
        using var lcam = await FinishedExperiment.Copy();
        var trained = (await Rows(lcam, "tiny.yaml")).ToDictionary(row => (string)row["method"]!);
        await WriteSpec(lcam);

        var run = await lcam.Run("run", "elsewhere.yaml");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("2 stages done", run.Error, StringComparison.Ordinal);
        var rows = await Rows(lcam, "elsewhere.yaml");
        Assert.Equal(trained.Count, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.Equal(trained[(string)row["method"]!]["measures"]!.ToJsonString(), row["measures"]!.ToJsonString());
            Assert.Contains("trained elsewhere, models/VGG16_L_CAM_Fm", row["notes"]!.ToJsonString(), StringComparison.Ordinal);
        });
        var audit = await lcam.Run("audit", "elsewhere.yaml", "--rerun", "measure,train");
        Assert.True(audit.ExitCode == 0, audit.ToString());
        Assert.Contains("Nothing to train again for 2 stages whose models were trained elsewhere. 0 findings in ", audit.Error, StringComparison.Ordinal);

        // Its content is its identity: another model's file in its place is that model's stage.
        string[] labels = ["measure vgg16 fm lcam trained elsewhere", "measure vgg16 fm cross-entropy trained elsewhere"];
        var (first, second) = (await Key(lcam, labels[0]), await Key(lcam, labels[1]));
        Assert.NotEqual(first, second);
        File.Copy(lcam.PathOf("models", "VGG16_L_CAM_FmA", "one.safetensors"), lcam.PathOf("models", "VGG16_L_CAM_Fm", "one.safetensors"), overwrite: true);
        Assert.Equal(second, await Key(lcam, labels[0]));

        // What is wrong with files is found when planning.
        (await lcam.Run("run", "elsewhere.yaml", "--set", "attentions=['models/{model}', { model: VGG16_L_CAM_Fm, file: /dev/zero }]"))
            .AssertRefused(2, "/dev/zero: expected a regular file, found a device");
        File.Copy(lcam.PathOf("weights.safetensors"), lcam.PathOf("models", "VGG16_L_CAM_Fm", "two.safetensors"));
        File.Copy(lcam.PathOf("weights.safetensors"), lcam.PathOf("models", "VGG16_L_CAM_FmA", "one.safetensors"), overwrite: true);
        var refused = await lcam.Run("run", "elsewhere.yaml");
        refused.AssertRefused(2, "2 weight files lie in ");
        Assert.Contains("one.safetensors, two.safetensors (name the one that is meant by { model: NAME, file: PATH })", refused.Error, StringComparison.Ordinal);
        Assert.Contains("holds no trained attention", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_tells_of_a_model_from_elsewhere_knows_it_by_its_file_and_claims_no_training_of_it()
    {
        using var lcam = await FinishedExperiment.Copy();
        await WriteSpec(lcam);
        foreach (var verb in (string[][])[["run", "elsewhere.yaml"], ["seal", "elsewhere.yaml"], ["report", "elsewhere.yaml", "--output", "report", "--images", "2"], ["export", "elsewhere.yaml", "--ro-crate", "crate"], ["export", "elsewhere.yaml", "--output", "runs.zip"], ["import", "runs.zip", "--store", "other"]])
        {
            var done = await lcam.Run(verb);
            Assert.True(done.ExitCode == 0, done.ToString());
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(lcam.PathOf("models", "VGG16_L_CAM_Fm", "one.safetensors"))));
        var checklist = (await lcam.Run("checklist", "elsewhere.yaml")).Out;
        Assert.Contains($"An attention trained elsewhere: one.safetensors, SHA-256 {hash}", checklist, StringComparison.Ordinal);
        Assert.Contains("  - Nothing is trained here.\n", checklist, StringComparison.Ordinal);
        Assert.Contains("The seeds of models that were trained elsewhere are unknown.", checklist, StringComparison.Ordinal);
        foreach (var claim in (string[])["trains everything", "Seeds of the trainings", "model of the last epoch"])
        {
            Assert.DoesNotContain(claim, checklist, StringComparison.Ordinal);
        }

        Assert.Contains("trained elsewhere, models/VGG16_L_CAM_Fm; the seed of that training is unknown.", (await lcam.Run("checklist", "elsewhere.yaml", "--format", "cards")).Out, StringComparison.Ordinal);
        Assert.Contains("Say what the trainings elsewhere cost.", (await lcam.Run("checklist", "elsewhere.yaml", "--format", "neurips")).Out, StringComparison.Ordinal);
        Assert.Contains(hash, (await lcam.Run("checklist", "elsewhere.yaml", "--format", "codecheck")).Out, StringComparison.Ordinal);

        Assert.Contains("trained elsewhere, models/VGG16_L_CAM_Fm", File.ReadAllText(lcam.PathOf("report", "index.html")), StringComparison.Ordinal);
        Assert.Contains(Directory.EnumerateFiles(lcam.PathOf("report", "runs")), page => File.ReadAllText(page).Contains(hash, StringComparison.Ordinal));

        var entity = JsonNode.Parse(File.ReadAllText(lcam.PathOf("crate", "ro-crate-metadata.json")))!["@graph"]!.AsArray().Single(entity => (string)entity!["@id"]! == $"#file-{hash}")!;
        Assert.Equal(("File", "one.safetensors", hash), ((string)entity["@type"]!, (string)entity["name"]!, (string)entity["sha256"]!));
        Assert.DoesNotContain(Directory.EnumerateFiles(lcam.PathOf("crate"), "*", SearchOption.AllDirectories), file => file.EndsWith(".safetensors", StringComparison.Ordinal));
    }

    [SharedDataFact]
    public async Task The_references_snapshots_have_the_references_scores()
    {
        using var lcam = new Lcam();
        Directory.CreateDirectory(lcam.PathOf("images"));
        var pixels = Tensors("images")["eval20_u8_hwc"];
        var labels = new Dictionary<string, long[]>();
        for (var photo = 0; photo < Photos; photo++)
        {
            PngFile.Write(lcam.PathOf("images", $"{photo:D2}.png"), new RgbImage(Side, Side, pixels[(photo * Side * Side * 3)..((photo + 1) * Side * Side * 3)]));
        }

        foreach (var model in Models)
        {
            labels[model] = MemoryMarshal.Cast<byte, long>(Tensors("eval_small_" + model)["labels"]).ToArray();
            File.WriteAllLines(lcam.PathOf(model[..3] + ".txt"), labels[model].Select((label, photo) => $"{photo:D2}.png {label}"));
        }

        foreach (var (backbone, variants) in new[] { ("resnet50", "[fm, img]"), ("vgg16", "[fm, img, img-7x7]") })
        {
            File.WriteAllText(lcam.PathOf(backbone + ".yaml"), $$"""
                name: {{backbone}}
                data: { evaluation: { images: images, list: {{(backbone == "vgg16" ? "VGG" : "Res")}}.txt } }
                backbones: { {{backbone}}: { width: 0.125 } }
                attentions: "{{SharedData.Path("fixtures", "snapshots")}}/{model}"
                matrix: { backbone: {{backbone}}, variant: {{variants}}, loss: lcam }
                controls: []
                training: { input-size: 224, crop-size: 224 }
                """);
            var run = await lcam.Run("run", backbone + ".yaml");
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        foreach (var model in Models)
        {
            var (backbone, variant) = (model[..3] == "VGG" ? "vgg16" : "resnet50", model.EndsWith("Fm", StringComparison.Ordinal) ? "fm" : model.Contains("7x7", StringComparison.Ordinal) ? "img-7x7" : "img");
            await Compare(lcam, backbone, $"measure {backbone} {variant} lcam trained elsewhere", Tensors("eval_small_" + model));
        }
    }

    // The tiny experiment's own attentions, as files that somebody else made.
    private static async Task WriteSpec(Lcam lcam)
    {
        var stages = JsonNode.Parse((await lcam.Run("plan", "tiny.yaml", "--json")).Out)!["stages"]!.AsArray();
        string Left(string label, string file) => lcam.PathOf("results", "store", "stages", (string)stages.Single(stage => ((string)stage!["label"]!).StartsWith(label, StringComparison.Ordinal))!["key"]!, "1", file);
        Directory.CreateDirectory(lcam.PathOf("models", "VGG16_L_CAM_Fm"));
        Directory.CreateDirectory(lcam.PathOf("models", "VGG16_L_CAM_FmA"));
        File.Copy(Left("train vgg16 fm lcam", "attention.safetensors"), lcam.PathOf("models", "VGG16_L_CAM_Fm", "one.safetensors"));
        File.Copy(Left("train vgg16 fm cross-entropy", "attention.safetensors"), lcam.PathOf("models", "VGG16_L_CAM_FmA", "one.safetensors"));
        File.Copy(Left("classifier", "weights.safetensors"), lcam.PathOf("weights.safetensors"));
        TinySpec.Write(
            lcam,
            text => text.Replace("weights: train, width: 0.03125, classifier: { epochs: 1, batch-size: 8 }", "weights: weights.safetensors, width: 0.03125, classes: 2", StringComparison.Ordinal)
                .Replace("  seed: 1\n", "", StringComparison.Ordinal).Replace("name: tiny", "name: elsewhere\nattentions: 'models/{model}'", StringComparison.Ordinal),
            "elsewhere.yaml");
    }

    private static async Task Compare(Lcam lcam, string backbone, string label, Dictionary<string, byte[]> expected)
    {
        var row = (await Rows(lcam, backbone + ".yaml")).Single(row => "measure " + (string)row["cell"]! == label);
        var run = JsonNode.Parse((await lcam.Run("show", (string)row["run"]!, "--json")).Out)!;
        double[] Numbers(string name) => MemoryMarshal.Cast<byte, double>(expected[name]).ToArray();
        foreach (var measured in row["measures"]!.AsArray())
        {
            var percentage = FormattableString.Invariant($"{(double)measured!["percentage"]!}");
            Assert.Equal(Numbers($"p{percentage}_AD")[0], (double)measured["average-drop"]!, PointBound);
            Assert.Equal(Numbers($"p{percentage}_IC")[0], (double)measured["increase-in-confidence"]!);
            var after = Numbers($"p{percentage}_y_mask_image");
            foreach (var (photo, image) in run["images"]!.AsArray().Index())
            {
                Assert.Equal(Numbers("y_image")[photo], (double)image!["confidence"]!, ConfidenceBound);
                Assert.Equal(after[photo], (double)image["masked"]!.AsArray().Single(score => (double)score!["percentage"]! == (double)measured["percentage"]!)!["confidence"]!, percentage == "0" ? ConfidenceBound : TiedConfidenceBound);
            }
        }
    }

    private static async Task<string?> Key(Lcam lcam, string label)
    {
        var cells = JsonNode.Parse((await lcam.Run("plan", "elsewhere.yaml", "--json")).Out)!["cells"]!.AsArray();
        return (string?)cells.Single(cell => "measure " + (string)cell!["label"]! == label)!["measure"];
    }

    private static async Task<List<JsonObject>> Rows(Lcam lcam, string spec) =>
        [.. JsonNode.Parse((await lcam.Run("table", spec, "--format", "json")).Out)!["rows"]!.AsArray().Select(row => row!.AsObject())];

    // Safetensors: a length, a header that says where each tensor lies, and the tensors.
    private static Dictionary<string, byte[]> Tensors(string fixture)
    {
        var content = File.ReadAllBytes(SharedData.Path("fixtures", fixture + ".safetensors"));
        var start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(content);
        return JsonNode.Parse(content.AsSpan(8, start - 8))!.AsObject().Where(entry => entry.Key != "__metadata__").ToDictionary(
            entry => entry.Key,
            entry => content[(start + (int)entry.Value!["data_offsets"]![0]!)..(start + (int)entry.Value["data_offsets"]![1]!)]);
    }
}
