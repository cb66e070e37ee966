using LCam.Losses;
using LCam.Models;
using LCam.Sanity;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Sanity;

public sealed class LayerCascadeTests
{
    [Fact]
    public void Layers_go_from_the_output_to_the_input_blocks_being_one()
    {
        using var vgg = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        var layers = new LayerCascade(vgg.Backbone, 1).Layers;
        Assert.Equal(16, layers.Count);
        Assert.Equal(["classifier.6", "classifier.3", "classifier.0", "features.28"], layers.Take(4));
        Assert.Equal("features.0", layers[^1]);

        using var resNet = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        Assert.Equal(
            ["fc", "layer4.2", "layer4.1", "layer4.0", "layer3.5", "layer3.4", "layer3.3", "layer3.2", "layer3.1", "layer3.0", "layer2.3", "layer2.2", "layer2.1", "layer2.0", "layer1.2", "layer1.1", "layer1.0", "bn1", "conv1"],
            new LayerCascade(resNet.Backbone, 1).Layers);
    }

    [Theory]
    [InlineData("vgg16")]
    [InlineData("resnet50")]
    [InlineData("resnet18")]
    public void Each_step_changes_the_next_layer_and_no_other_until_none_is_left(string architecture)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel(architecture, Variant.Image, LossKind.LCam);
        Disturb(tiny.Backbone);
        var cascade = new LayerCascade(tiny.Backbone, 5);
        var before = Copy(tiny.Backbone);
        foreach (var layer in cascade.Layers)
        {
            cascade.RandomiseNext();
            var after = Copy(tiny.Backbone);
            Assert.All(after, entry => Assert.Equal(IsOf(entry.Key, layer), !entry.Value.equal(before[entry.Key]).all().item<bool>()));
            before = after;
        }

        Assert.Equal(cascade.Layers.Count, cascade.Depth);
        Assert.Throws<InvalidOperationException>(cascade.RandomiseNext);
        Assert.All(before.Where(entry => entry.Key.EndsWith("running_var", StringComparison.Ordinal)), entry => Assert.True((entry.Value == 1).all().item<bool>()));
    }

    [Fact]
    public void The_random_weights_are_a_function_of_the_seed_and_have_the_variance_of_their_fan_in()
    {
        using var scope = NewDisposeScope();
        var (first, again, other) = (Randomised(5), Randomised(5), Randomised(6));
        Assert.All(first, entry => Assert.True(entry.Value.equal(again[entry.Key]).all().item<bool>(), entry.Key));
        var name = "layer4.2.conv2.weight";
        Assert.False(first[name].equal(other[name]).any().item<bool>());
        var fanIn = first[name].numel() / first[name].shape[0];
        Assert.Equal(2.0 / fanIn, first[name].var().item<float>(), 0.2 / fanIn);
    }

    [Fact]
    public void A_frozen_network_stays_frozen()
    {
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var cascade = new LayerCascade(tiny.Backbone, 5);
        cascade.RandomiseNext();
        Assert.All(tiny.Backbone.parameters(), parameter => Assert.False(parameter.requires_grad));
        Assert.False(tiny.Backbone.training);
    }

    private static Dictionary<string, Tensor> Randomised(long seed)
    {
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        var cascade = new LayerCascade(tiny.Backbone, seed);
        foreach (var _ in cascade.Layers)
        {
            cascade.RandomiseNext();
        }

        return Copy(tiny.Backbone);
    }

    // A fresh network's biases and statistics are what random ones are, too.
    private static void Disturb(Backbone backbone)
    {
        foreach (var (name, tensor) in backbone.state_dict().Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            tensor.add_(0.25);
        }
    }

    private static Dictionary<string, Tensor> Copy(Backbone backbone) => backbone.state_dict()
        .Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key, entry => entry.Value.clone());

    private static bool IsOf(string name, string layer) => name.StartsWith(layer + ".", StringComparison.Ordinal);
}
