using LCam.Models;
using LCam.Tests.Shared;
using LCam.Training;
using LCam.Weights;
using TorchSharp;

namespace LCam.Tests.Weights;

/// <summary>Snapshots in the layout of the reference's training scripts.</summary>
public sealed class ReferenceSnapshotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_snapshot_is_read_back_bit_for_bit()
    {
        using var weights = new StateDict();
        weights.Add("fc.weight", torch.tensor(new[] { 0.1f, float.Epsilon, -3 }).reshape(1, 3));
        weights.Add("bn1.num_batches_tracked", torch.tensor(7L));
        weights.Add(AttentionEntries.Weight, torch.arange(4, torch.float32).reshape(2, 2, 1, 1));
        using var momentum = torch.arange(4, torch.float32).reshape(2, 2, 1, 1).mul(1e-9f);
        SnapshotGroup[] groups = [new(0.1 * 0.95, 0.9, 5e-4, true, [0, 1]), new(2e300, 0, 0, false, [])];
        var facts = new SnapshotFacts("VGG16_L_CAM_Fm", 7, 1L << 40, groups, [1]);
        PthFile.Write(_folder.File("a.pth.tar"), new ReferenceSnapshot(facts, [.. weights], new Dictionary<int, torch.Tensor> { [1] = momentum }));

        var read = PthFile.ReadFacts(_folder.File("a.pth.tar"));
        Assert.Equal((facts.Architecture, facts.Epoch, facts.Counter), (read.Architecture, read.Epoch, read.Counter));
        Assert.Equal(groups.Select(Text), read.Groups.Select(Text));
        Assert.Equal([1], read.Moving);
        using var back = WeightFile.Read(_folder.File("a.pth.tar"), "state_dict");
        Assert.Equal(weights.Names, back.Names);
        Assert.All(weights, entry => Assert.Equal(TensorDigest.Of(entry.Value), TensorDigest.Of(back[entry.Key])));
        using var moving = PthFile.ReadMomentum(_folder.File("a.pth.tar"), 1);
        Assert.Equal(TensorDigest.Of(momentum), TensorDigest.Of(moving));
    }

    [Fact]
    public void The_same_snapshot_gives_the_same_bytes()
    {
        using var weights = new StateDict();
        weights.Add("fc.weight", torch.ones(2));
        var snapshot = new ReferenceSnapshot(new SnapshotFacts("a", 0, 1, [], []), [.. weights], new Dictionary<int, torch.Tensor>());
        PthFile.Write(_folder.File("1"), snapshot);
        PthFile.Write(_folder.File("2"), snapshot);
        Assert.Equal(File.ReadAllBytes(_folder.File("1")), File.ReadAllBytes(_folder.File("2")));
    }

    [Fact]
    public void A_file_that_is_no_snapshot_is_refused_in_words()
    {
        using var weights = new StateDict();
        weights.Add("fc.weight", torch.ones(2));
        PthFile.Write(_folder.File("flat.pth"), weights);
        var refused = Assert.Throws<LCam.Problems.ProblemException>(() => PthFile.ReadFacts(_folder.File("flat.pth")));
        Assert.Contains("is no snapshot of the reference's training scripts: optimizer is not a dict", refused.Message, StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("ResNet50_L_CAM_Img")]
    [InlineData("VGG16_L_CAM_Fm")]
    public void Facts_of_snapshots_that_PyTorch_wrote_are_read_in_both_formats(string model)
    {
        var facts = PthFile.ReadFacts(SharedData.Path("fixtures", "snapshots", model, "imagenet_epoch_0_glo_step_1.pth.tar"));
        Assert.Equal((0, 1L, "resnet"), (facts.Epoch, facts.Counter, facts.Architecture));
        Assert.Equal([1e-4, 2e-4, 1e-2, 2e-2], facts.Groups.Select(group => group.Rate));
        Assert.Equal(2, facts.Moving.Count);
    }

    [SharedDataFact]
    public void Groups_names_and_their_order_are_those_of_the_reference()
    {
        var file = SharedData.Path("fixtures", "past-run", "ResNet50_L_CAM_Img", "imagenet_epoch_2_glo_step_18.pth.tar");
        using var weights = WeightFile.Read(file);
        var architecture = Backbones.Find("resnet50");
        using var scope = torch.NewDisposeScope();
        var whole = new WholeBackbone(new BackboneOptions("resnet50", 1000, 0.125)).Of(weights, file).Select(entry => entry.Key);
        Assert.Equal(weights.Names, [.. whole, AttentionEntries.Weight, AttentionEntries.Bias]);

        var options = TrainingDefaults.For(architecture, Protocol.Reference) with { LearningRate = 0.01 };
        var optimizer = new ReferenceOptimizer(weights.Names, architecture, options);
        var facts = PthFile.ReadFacts(file);
        Assert.Equal(facts.Groups.Select(Text), optimizer.Groups(2).Select(Text));
        Assert.Equal(facts.Moving, [optimizer.NumberOf(AttentionEntries.Weight), optimizer.NumberOf(AttentionEntries.Bias)]);
    }

    private static string Text(SnapshotGroup group) =>
        FormattableString.Invariant($"{group.Rate:r} {group.Momentum:r} {group.WeightDecay:r} {group.Nesterov} {string.Join(',', group.Parameters)}");
}
