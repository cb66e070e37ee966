using LCam.Problems;
using LCam.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace LCam.Tests.Weights;

public sealed class StateDictLoaderTests
{
    [Fact]
    public void Half_precision_weights_load_exactly_and_an_old_file_needs_no_batch_counts()
    {
        using var net = Net(3);
        using var weights = Filled(net, 0.5f);
        using var old = new StateDict();
        foreach (var (name, tensor) in weights.Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            old.Add(name, tensor.to(torch.float16));
        }

        StateDictLoader.Load(net, old, "old.pth");

        Assert.All(net.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
        Assert.All(net.parameters(), parameter => Assert.All(parameter.data<float>().ToArray(), value => Assert.Equal(0.5f, value)));
        Assert.All(net.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void Every_entry_that_does_not_fit_is_named_and_nothing_is_loaded()
    {
        using var net = Net(3);
        using var weights = new StateDict();
        weights.Add("conv.weight", torch.ones(4, 2, 1, 2));
        weights.Add("conv.bias", torch.ones(4));
        weights.Add("bn.weight", torch.ones(4, torch.int64));
        weights.Add("bn.bias", torch.ones(4));
        weights.Add("bn.running_mean", torch.ones(4));
        weights.Add("bn.running_vat", torch.ones(4));
        weights.Add("fc.weight", torch.ones(3, 4));
        weights.Add("fc.bias", torch.ones(3));

        var failure = Assert.Throws<ProblemException>(() => StateDictLoader.Load(net, weights, "w.pth"));

        Assert.Equal(
            ["w.pth:bn.running_var", "w.pth:bn.running_vat", "w.pth:bn.weight", "w.pth:conv.weight"],
            failure.Problems.Select(problem => problem.Where));
        Assert.Equal("the file has 'bn.running_vat'", failure.Problems[0].Remedy);
        Assert.DoesNotContain(net.state_dict()["bn.running_mean"].data<float>(), value => value == 1f);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Byte)]
    public void A_count_of_batches_may_be_of_any_type(ScalarType type)
    {
        using var net = Net(3);
        using var weights = new StateDict();
        using var filled = Filled(net, 1);
        foreach (var (name, tensor) in filled)
        {
            weights.AddCopy(name, name.EndsWith("num_batches_tracked", StringComparison.Ordinal) ? torch.tensor(7).to(type) : tensor);
        }

        StateDictLoader.Load(net, weights, "w.pth");

        Assert.Equal(7L, net.state_dict()["bn.num_batches_tracked"].item<long>());
    }

    [Fact]
    public void A_wrong_number_of_classes_is_said_in_one_sentence()
    {
        using var many = Net(10);
        using var few = Net(8);
        using var weights = Filled(many, 1);
        var failure = Assert.Throws<ProblemException>(() => StateDictLoader.Load(few, weights, "w.pth"));
        Assert.Equal("the weights are for 10 classes, the spec says 8", Assert.Single(failure.Problems).What);
    }

    [Fact]
    public void A_snapshot_with_an_attention_loads_into_a_backbone_and_yields_the_attention()
    {
        using var net = Net(3);
        using var weights = Filled(net, 1);
        weights.Add("attnM.op.weight", torch.ones(3, 4, 1, 1));
        weights.Add("attnM.op.bias", torch.zeros(3));

        StateDictLoader.Load(net, weights, "snapshot.pth.tar");
        using var attention = AttentionEntries.Pick(weights, "snapshot.pth.tar");

        Assert.Equal([AttentionEntries.Weight, AttentionEntries.Bias], attention.Names);
    }

    [Fact]
    public void A_file_without_an_attention_yields_none()
    {
        using var net = Net(3);
        using var weights = Filled(net, 1);
        Assert.Equal(2, Assert.Throws<ProblemException>(() => AttentionEntries.Pick(weights, "w")).Problems.Count);
    }

    [Fact]
    public void A_header_is_checked_against_expected_shapes()
    {
        var header = new WeightHeader(
            "w", WeightFormat.Safetensors, [new TensorSummary("a", ScalarType.Float16, [2]), new TensorSummary("b", ScalarType.Int64, [1])], new Dictionary<string, string>());
        var expected = new Dictionary<string, IReadOnlyList<long>> { ["a"] = [3], ["b"] = [1], ["bn.num_batches_tracked"] = [] };
        Assert.Equal(["w:b", "w:a"], StateDictLoader.Check(expected, header).Select(problem => problem.Where));
    }

    private static StateDict Filled(nn.Module module, float value)
    {
        var weights = StateDict.CopyOf(module);
        foreach (var (_, tensor) in weights)
        {
            tensor.fill_(value);
        }

        return weights;
    }

    private static TorchSharp.Modules.Sequential Net(int classes) => nn.Sequential(
        ("conv", nn.Conv2d(2, 4, 1)), ("bn", nn.BatchNorm2d(4)), ("fc", nn.Linear(4, classes)));
}
