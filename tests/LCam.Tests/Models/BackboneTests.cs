using LCam.Models;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Tests.Models;

public sealed class BackboneTests
{
    [Theory]
    [InlineData("vgg16", "fm", 32, 6)]
    [InlineData("vgg16", "img-7x7", 32, 3)]
    [InlineData("resnet50", "img", 128, 3)]
    [InlineData("resnet18", "fm", 32, 3)]
    public void A_variant_s_maps_have_its_layer_s_channels_and_size(string id, string variant, int channels, int map)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var network = Network(id);
        var layer = Variant.Find(variant)!.LayersOf(Backbones.Find(id))[0];
        Assert.Equal([2, channels, map, map], network.Features(Images(96), layer).Maps.shape);
    }

    public static TheoryData<string> Architectures => [.. Backbones.All.Select(architecture => architecture.Id)];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void From_every_layer_the_head_goes_on_to_the_bits_of_the_whole_forward_pass(string id)
    {
        const int Side = 64;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (network, images) = (Network(id), Images(Side));
        var whole = network.call(images);
        Assert.Equal([2, 8], whole.shape);
        Activation? before = null;
        foreach (var (place, layer) in Backbones.Find(id).Layers.Index())
        {
            using var inner = NewDisposeScope();
            var at = network.Features(images, layer.Name);
            Assert.Equal(network.Channels(layer.Name), at.Maps.shape[1]);
            Assert.Equal(Side / layer.Stride, at.Maps.shape[2]);
            Assert.True(network.Head(at, layer.Name).equal(whole).all().item<bool>(), layer.Name);
            if (before is not null)
            {
                Assert.True(network.Continue(before, network.Layers[place - 1], layer.Name).Maps.equal(at.Maps).all().item<bool>(), layer.Name);
            }

            before = at.MoveToOuterDisposeScope();
        }
    }

    [Fact]
    public void A_layer_that_a_network_does_not_have_is_refused_by_name()
    {
        using var network = Network("resnet18");
        Assert.Contains("resnet18 has no layer layer4.2", Assert.Throws<ArgumentException>(() => network.Channels("layer4.2")).Message, StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => network.Continue(network.Features(Images(32), "layer2.0"), "layer2.0", "layer1.0"));
    }

    [Theory]
    [InlineData("vgg16", 32, 138357544)]
    [InlineData("resnet50", 161, 25557032)]
    [InlineData("resnet18", 62, 11689512)]
    public void Full_width_has_torchvision_s_parameters(string id, int tensors, long numbers)
    {
        using var network = Backbones.Create(new BackboneOptions(id));
        var parameters = network.parameters().ToArray();
        Assert.Equal(tensors, parameters.Length);
        Assert.Equal(numbers, parameters.Sum(p => p.numel()));
    }

    [Fact]
    public void Initialisation_depends_on_the_seed_alone()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Fingerprint(1), Fingerprint(1));
        Assert.NotEqual(Fingerprint(1), Fingerprint(2));

        static double Fingerprint(long seed)
        {
            using var network = Backbones.Create(new BackboneOptions("resnet50", 8, 1.0 / 16));
            network.Initialise(seed);
            return network.parameters().Sum(p => p.to(float64).square().sum().item<double>());
        }
    }

    [Fact]
    public void Freezing_leaves_nothing_to_learn_and_batch_normalisation_still()
    {
        using var scope = NewDisposeScope();
        var network = Backbones.Create(new BackboneOptions("resnet50", 8, 1.0 / 16));
        network.Initialise(1);
        network.Freeze();
        var before = network.state_dict().ToDictionary(e => e.Key, e => e.Value.clone());
        _ = network.call(ones(2, 3, 64, 64));
        Assert.All(network.parameters(), p => Assert.False(p.requires_grad));
        Assert.All(network.state_dict(), e => Assert.True(e.Value.equal(before[e.Key]).all().item<bool>(), e.Key));
    }

    [Fact]
    public void A_wrong_backbone_is_refused_with_every_reason()
    {
        var unknown = Assert.Throws<ProblemException>(() => Backbones.Find("resnet5"));
        Assert.Contains("did you mean resnet50?", unknown.Message, StringComparison.Ordinal);
        var impossible = Assert.Throws<ProblemException>(() => Backbones.Create(new BackboneOptions("resnet50", 0, double.NaN)));
        Assert.Equal(2, impossible.Problems.Count);
    }

    [Fact]
    public void Resnet18_has_torchvision_s_names()
    {
        using var network = Backbones.Create(new BackboneOptions("resnet18", 8, 1.0 / 16));
        var names = network.state_dict().Keys.ToHashSet();
        Assert.Equal(122, names.Count);
        string[] some = ["bn1.running_var", "layer1.0.conv1.weight", "layer2.0.downsample.0.weight", "layer2.0.downsample.1.bias", "layer4.1.bn2.running_mean", "fc.bias"];
        Assert.All(some, name => Assert.Contains(name, names));
        Assert.DoesNotContain("layer1.0.downsample.0.weight", names);
        Assert.Equal("layer4.1", network.Layers[^1]);
    }

    private static Backbone Network(string id)
    {
        var network = Backbones.Create(new BackboneOptions(id, 8, 1.0 / 16));
        network.Initialise(1);
        return network.Freeze();
    }

    private static Tensor Images(int side) => linspace(-1, 1, 2 * 3 * side * side).view(2, 3, side, side);
}
