using System.Text.Json.Nodes;
using LCam.Weights;
using TorchSharp;

namespace LCam.Cli.Tests;

/// <summary>A run of the reference's own scripts has no findings; whatever is changed in it is found.</summary>
public sealed class AdoptTests : IDisposable
{
    private const string First = "imagenet_epoch_0_glo_step_6.pth.tar";
    private const string Second = "imagenet_epoch_1_glo_step_12.pth.tar";

    // A class that is no label of the list, and one that is.
    private const int Unlabelled = 1;
    private const int Labelled = 842;

    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [SharedDataFact]
    public void A_real_run_has_no_findings_and_measures_what_was_printed()
    {
        Copy();
        var result = Adopt("--weights", Shared("small_resnet50_cal.safetensors"), "--printed", Past("evaluation-output.txt"), "--evaluation-list", Past("eval24.txt"), "--images", SharedData.Path("imagenet-mini", "images"));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("ResNet50_L_CAM_Img: 3 epochs of 6 steps, batch 4, rate 0.01", result.Out, StringComparison.Ordinal);
        Assert.Contains("unknown  seed: ", result.Out, StringComparison.Ordinal);
        Assert.Equal(18, result.Out.Split('\n').Count(line => line.Contains("  claimed ", StringComparison.Ordinal)));
        Assert.Contains("3 snapshots, 0 findings", result.Error, StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("row-of-no-label", "adopted-decay")]
    [InlineData("one-number-of-a-row", "adopted-decay")]
    [InlineData("bias-of-no-label", "adopted-decay")]
    [InlineData("row-of-a-label-is-put-back", "adopted-untrained")]
    [InlineData("counter", "adopted-counter")]
    [InlineData("epoch", "adopted-epochs")]
    [InlineData("rate", "adopted-rates")]
    [InlineData("momentum-of-no-label", "adopted-momentum")]
    [InlineData("no-momentum", "adopted-momentum")]
    [InlineData("not-finite", "adopted-finite")]
    [InlineData("backbone", "adopted-backbone")]
    [InlineData("attention-stands-still", "adopted-attention")]
    public void What_is_changed_in_a_snapshot_is_found(string change, string finding)
    {
        Copy();
        Change(change);
        Assert.Contains(finding, Findings());
    }

    [SharedDataTheory]
    [InlineData("1,16.5859,1.6075,0.0668,14.9117", "1,15.5859,1.6075,0.0668,14.9117", "adopted-losses")]
    [InlineData("1,16.5859,1.6075,0.0668,14.9117", "1,nan,1.6075,0.0668,14.9117", "adopted-losses")]
    [InlineData("\n1,16.5859", "\n2,16.5859", "adopted-record")]
    [InlineData("\"batch_size\":4", "\"batch_size\":3", "adopted-counter")]
    [InlineData("\"lr\":0.01", "\"lr\":0.02", "adopted-rates")]
    [InlineData("\"epoch\":3", "\"epoch\":4", "adopted-epochs")]
    public void What_is_changed_in_the_record_is_found(string text, string instead, string finding)
    {
        Copy();
        var record = _lcam.PathOf("past/train_record.csv");
        Assert.Contains(text, File.ReadAllText(record), StringComparison.Ordinal);
        File.WriteAllText(record, File.ReadAllText(record).Replace(text, instead, StringComparison.Ordinal));
        Assert.Contains(finding, Findings());
    }

    [SharedDataFact]
    public void Another_list_or_other_weights_are_found()
    {
        Copy();
        File.WriteAllText(_lcam.PathOf("list.txt"), File.ReadAllText(Past("train24.txt")).Replace(" 842\n", " 1\n", StringComparison.Ordinal));
        Assert.Contains("adopted-decay", Findings("--train-list", "list.txt"));
        using var weights = WeightFile.Read(Shared("small_resnet50_cal.safetensors"));
        weights["fc.bias"].add_(1);
        WeightFile.Write(_lcam.PathOf("weights.safetensors"), weights);
        Assert.Contains("adopted-weights", Findings("--train-list", Past("train24.txt"), "--weights", "weights.safetensors"));
    }

    [SharedDataFact]
    public void A_claim_that_the_snapshot_does_not_measure_is_found()
    {
        Copy();
        File.WriteAllText(_lcam.PathOf("printed.txt"), File.ReadAllText(Past("evaluation-output.txt")).Replace("58.84228526910296", "58.64228526910296", StringComparison.Ordinal));
        Assert.Equal(["adopted-claim"], Findings("--train-list", Past("train24.txt"), "--printed", "printed.txt", "--evaluation-list", Past("eval24.txt"), "--images", SharedData.Path("imagenet-mini", "images")));
    }

    [Theory]
    [InlineData("no-folder", 5, "there is no such folder")]
    [InlineData("no-snapshot", 5, "has no snapshot (*.pth.tar)")]
    [InlineData("no-record", 5, "train_record.csv: there is no such record")]
    [InlineData("bad-line", 2, "train_record.csv:8: expected 3 numbers, found '0,x,1'")]
    [InlineData("bad-arguments", 2, "train_record.csv:1:batch_size: expected a whole number from 1 to 10000000")]
    [InlineData("bad-model", 2, "train_record.csv:1:arch: expected the name of a model of the reference, found 'VGG16_L_CAM_Fx' (VGG16_L_CAM_Fm)")]
    [InlineData("flat", 2, "is no snapshot of the reference's training scripts")]
    [InlineData("no-percentage", 2, "printed.txt:1: stands before any line '== percentage Q'")]
    [InlineData("no-images", 2, "give --evaluation-list and --images too")]
    public void Whatever_is_wrong_with_the_files_is_said(string fault, int exitCode, string message)
    {
        var folder = _lcam.PathOf("past");
        if (fault != "no-folder")
        {
            Directory.CreateDirectory(folder);
        }

        if (fault is not ("no-folder" or "no-snapshot"))
        {
            Snapshot(fault == "flat");
        }

        if (fault is not ("no-folder" or "no-record"))
        {
            File.WriteAllText(Path.Combine(folder, "train_record.csv"), Record(fault));
        }

        File.WriteAllText(_lcam.PathOf("printed.txt"), "Average Drop is:  1\n");
        string[] more = fault switch
        {
            "no-percentage" => ["--printed", "printed.txt", "--evaluation-list", "l.txt", "--images", "."],
            "no-images" => ["--printed", "printed.txt"],
            _ => [],
        };
        _lcam.HasNumericLibrary = false;
        _lcam.Run(["adopt", "past", "--check", .. more]).AssertRefused(exitCode, message);
    }

    private static string Record(string fault) =>
        $$"""
        {
            "train_list":"l", "batch_size":{{(fault == "bad-arguments" ? "0" : "4")}},
            "input_size":256, "crop_size":224, "num_classes":2,
            "arch":"VGG16_L_CAM_F{{(fault == "bad-model" ? "x" : "m")}}",
            "lr":0.01, "epoch":1,
            "global_counter":0, "current_epoch":0
        }#epoch,loss,losses_ce,,
        {{(fault == "bad-line" ? "0,x,1" : "0,1,1")}}

        """;

    private void Snapshot(bool isFlat)
    {
        using var weights = new StateDict();
        weights.Add("fc.weight", torch.ones(2));
        var path = _lcam.PathOf("past/imagenet_epoch_0_glo_step_6.pth.tar");
        if (isFlat)
        {
            PthFile.Write(path, weights);
            return;
        }

        PthFile.Write(path, new ReferenceSnapshot(new SnapshotFacts("resnet", 0, 6, [], []), [.. weights], new Dictionary<int, torch.Tensor>()));
    }

    private static string Shared(string name) => SharedData.Path("fixtures", name);

    private static string Past(string name) => SharedData.Path("fixtures", "past-run", name);

    private void Copy()
    {
        Directory.CreateDirectory(_lcam.PathOf("past"));
        foreach (var file in Directory.EnumerateFiles(Past("ResNet50_L_CAM_Img")))
        {
            File.WriteAllBytes(_lcam.PathOf($"past/{Path.GetFileName(file)}"), File.ReadAllBytes(file));
        }
    }

    private LcamResult Adopt(params string[] more) => _lcam.Run(["adopt", "past", "--check", "--threads", "1", "--train-list", Past("train24.txt"), .. more]);

    private IReadOnlyList<string> Findings() => Findings("--train-list", Past("train24.txt"));

    private IReadOnlyList<string> Findings(params string[] more)
    {
        var result = _lcam.Run(["adopt", "past", "--check", "--threads", "1", "--json", .. more]);
        Assert.True(result.ExitCode == 4, result.ToString());
        return [.. JsonNode.Parse(result.Out)!["findings"]!.AsArray().Select(finding => (string)finding!["id"]!)];
    }

    private void Change(string change)
    {
        var path = _lcam.PathOf($"past/{Second}");
        using var weights = WeightFile.Read(path);
        using var before = WeightFile.Read(_lcam.PathOf($"past/{First}"));
        using var scope = torch.NewDisposeScope();
        var facts = PthFile.ReadFacts(path);
        var momentum = facts.Moving.ToDictionary(number => number, number => PthFile.ReadMomentum(path, number));
        var (weight, bias) = (weights[AttentionEntries.Weight], weights[AttentionEntries.Bias]);
        switch (change)
        {
            // By as much as a thirtieth of what decay does to it between two snapshots.
            case "row-of-no-label": weight[Unlabelled].mul_(1 - 1e-6); break;
            case "one-number-of-a-row": weight[Unlabelled, 3].add_(1e-5); break;
            case "bias-of-no-label": bias[Unlabelled].mul_(1 + 1e-5); break;
            case "row-of-a-label-is-put-back": weight[Labelled].copy_(before[AttentionEntries.Weight][Labelled].mul(0.9998108073992302)); break;
            case "counter": facts = facts with { Counter = 13 }; break;
            case "epoch": facts = facts with { Epoch = 2 }; break;
            case "rate": facts = facts with { Groups = [facts.Groups[0] with { Rate = 0.01 }, .. facts.Groups.Skip(1)] }; break;
            case "momentum-of-no-label": momentum[facts.Moving[0]][Unlabelled].mul_(1.001); break;
            case "no-momentum": momentum.Clear(); break;
            case "not-finite": weight[Labelled, 0].fill_(float.NaN); break;
            case "backbone": weights["layer1.0.conv1.weight"].add_(1e-6f); break;
            case "attention-stands-still": bias.copy_(before[AttentionEntries.Bias]); break;
            default: throw new ArgumentException(change, nameof(change));
        }

        PthFile.Write(path, new ReferenceSnapshot(facts, [.. weights], momentum));
    }
}
