using LCam.Models;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Tests.Models;

public sealed class BackboneTests
{
    [Theory]
    [InlineData("vgg16", "fm", 96, 32, 6)]
    [InlineData("vgg16", "img-7x7", 96, 32, 3)]
    [InlineData("resnet50", "img", 96, 128, 3)]
    [InlineData("resnet18", "fm", 96, 32, 3)]
    public void Feature_maps_have_the_cut_s_size_and_the_head_continues_from_them(string id, string cut, int side, int channels, int map)
    {
        var variant = Variant.Find(cut)!;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var network = Backbones.Create(new BackboneOptions(id, 8, 1.0 / 16), variant);
        network.Initialise(1);
        network.Freeze();
        var images = linspace(-1, 1, 2 * 3 * side * side).view(2, 3, side, side);
        var maps = network.Features(images);
        Assert.Equal([2, channels, map, map], maps.shape);
        Assert.Equal(channels, network.FeatureChannels);
        Assert.Equal(side / Backbones.Find(id).FeatureStride(variant), map);
        Assert.True(network.Head(maps).equal(network.call(images)).all().item<bool>());
        Assert.Equal([2, 8], network.Head(maps).shape);
    }

    [Theory]
    [InlineData("vgg16", 32, 138357544)]
    [InlineData("resnet50", 161, 25557032)]
    [InlineData("resnet18", 62, 11689512)]
    public void Full_width_has_torchvision_s_parameters(string id, int tensors, long numbers)
    {
        using var network = Backbones.Create(new BackboneOptions(id), Variant.Image);
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
            using var network = Backbones.Create(new BackboneOptions("resnet50", 8, 1.0 / 16), Variant.Image);
            network.Initialise(seed);
            return network.parameters().Sum(p => p.to(float64).square().sum().item<double>());
        }
    }

    [Fact]
    public void Freezing_leaves_nothing_to_learn_and_batch_normalisation_still()
    {
        using var scope = NewDisposeScope();
        var network = Backbones.Create(new BackboneOptions("resnet50", 8, 1.0 / 16), Variant.Image);
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
        var impossible = Assert.Throws<ProblemException>(
            () => Backbones.Create(new BackboneOptions("resnet50", 0, double.NaN), Variant.Image7x7));
        Assert.Equal(3, impossible.Problems.Count);
    }

    [Fact]
    public void Resnet18_has_torchvision_s_names()
    {
        using var network = Backbones.Create(new BackboneOptions("resnet18", 8, 1.0 / 16), Variant.Image);
        var names = network.state_dict().Keys.ToHashSet();
        Assert.Equal(122, names.Count);
        string[] some = ["bn1.running_var", "layer1.0.conv1.weight", "layer2.0.downsample.0.weight", "layer2.0.downsample.1.bias", "layer4.1.bn2.running_mean", "fc.bias"];
        Assert.All(some, name => Assert.Contains(name, names));
        Assert.DoesNotContain("layer1.0.downsample.0.weight", names);
        Assert.Equal("layer4.1", network.CutLayer);
    }
}
