using LCam.Experiments.Adopting;
using LCam.Images;
using LCam.Losses;
using LCam.Models;
using LCam.Training;
using LCam.Weights;

namespace LCam.Experiments.Tests.Adopting;

/// <summary>The reference resumes with a new optimizer: no momentum, the first rate, and a counter that is one too high.</summary>
public sealed class ResumedRunTests : IDisposable
{
    private const int Steps = 6;
    private const string Header = "#epoch,loss,,\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-adopt-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_resumed_training_is_as_its_record_says()
    {
        var run = Run(Section(0, 0) + Header + "0,1\n1,1\n" + Section(2, 13) + Header + "2,1\n");
        Assert.Empty(CompletenessCheck.Find(run));
        Assert.Empty(ConsistencyCheck.Find(run));
        Assert.Empty(DecayCheck.Find(run));
    }

    [Fact]
    public void A_record_that_hides_the_resumption_is_found()
    {
        var run = Run(Section(0, 0) + Header + "0,1\n1,1\n2,1\n");
        Assert.Equal(["adopted-counter"], CompletenessCheck.Find(run).Select(finding => finding.Id));
        Assert.Equal(["adopted-rates", "adopted-rates", "adopted-rates", "adopted-rates"], ConsistencyCheck.Find(run).Select(finding => finding.Id));
        Assert.Contains("adopted-decay", DecayCheck.Find(run).Select(finding => finding.Id));
        Assert.Contains("adopted-momentum", DecayCheck.Find(run).Select(finding => finding.Id));
    }

    private static string Section(int epoch, int counter) =>
        $$"""
        {
            "train_list":"l", "batch_size":4, "input_size":256, "crop_size":224, "num_classes":3, "arch":"ResNet50_L_CAM_Img",
            "lr":0.01, "epoch":3, "global_counter":{{counter}}, "current_epoch":{{epoch}}
        }
        """;

    private PastRun Run(string record)
    {
        var path = Path.Combine(_folder.FullName, TrainRecord.FileName);
        File.WriteAllText(path, record);
        var read = TrainRecord.Read(path);
        var architecture = Backbones.Find("resnet50");

        // Class 0 is the label of all images; rows 1 and 2 decay.
        return new PastRun
        {
            Folder = "past",
            Record = read,
            Architecture = architecture,
            Variant = Variant.Image,
            Loss = LossKind.LCam,
            Options = read.Sections[^1].Arguments.Options(architecture),
            Snapshots = [Snapshot(0, 6, 1), Snapshot(1, 12, 0.95), Snapshot(2, 19, 0.95)],
            TrainingList = [.. Enumerable.Range(0, 24).Select(line => new ImageListEntry($"{line}.png", 0, line + 1))],
        };
    }

    private static PastSnapshot Snapshot(int epoch, long counter, double decay) => new()
    {
        File = FormattableString.Invariant($"imagenet_epoch_{epoch}_glo_step_{counter}.pth.tar"),
        Name = FormattableString.Invariant($"imagenet_epoch_{epoch}_glo_step_{counter}.pth.tar"),
        Sha256 = "",
        Facts = new SnapshotFacts("resnet", epoch, counter, [.. new[] { 1, 2, 100, 200 }.Select((factor, group) => new SnapshotGroup(0.01 * factor * decay, 0.9, 5e-4, true, group < 2 ? [group] : []))], [0, 1]),
        Digests = new Dictionary<string, string> { [AttentionEntries.Weight] = "", [AttentionEntries.Bias] = "" },
        Attention = [Parameter(AttentionEntries.Weight, 0, epoch, 1), Parameter(AttentionEntries.Bias, 1, epoch, 2)],
    };

    // As an optimizer does it that is made anew before epoch 2.
    private static PastParameter Parameter(string name, int number, int epoch, double factor)
    {
        var (weight, momentum, before) = (1.0, 0.0, 1.0);
        for (var current = 0; current <= epoch; current++)
        {
            (momentum, before) = (current == 2 ? 0 : momentum, weight);
            for (var step = 0; step < Steps; step++)
            {
                var gradient = 5e-4 * weight;
                momentum = (0.9 * momentum) + gradient;
                weight -= factor * (current == 0 ? 0.01 : 0.0095) * (gradient + (0.9 * momentum));
            }
        }

        return new PastParameter(name, number, 3, true, Ratios(momentum / weight), epoch == 0 ? null : Ratios(weight / before));
    }

    private static RowRatios Ratios(double factor) => new([1.5, factor, factor], [0.1, 0, 0], 256);
}
