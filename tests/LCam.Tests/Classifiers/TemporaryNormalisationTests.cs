using LCam.Classifiers;
using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Classifiers;

public sealed class TemporaryNormalisationTests
{
    [Fact]
    public void Folding_keeps_what_the_network_computes()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Backbones.Create(new BackboneOptions("vgg16", 8, 1.0 / 16));
        network.Initialise(1);
        using var normalisation = new TemporaryNormalisation(network, CPU);
        foreach (var (name, parameter) in normalisation.Parameters)
        {
            parameter.add_(name.EndsWith("bias", StringComparison.Ordinal) ? 0.3 : 0.2);
        }

        var images = linspace(-2, 2, 4 * 3 * 32 * 32).view(4, 3, 32, 32).sin();
        _ = network.call(images);
        network.eval();
        normalisation.Train(false);
        var before = network.call(images);

        normalisation.Fold();

        var after = network.call(images);
        Assert.True(before.allclose(after, 1e-3, 1e-4), $"{(before - after).abs().max().item<float>()}");
        Assert.Equal(26, normalisation.Parameters.Count());
        normalisation.Remove();
        Assert.True(after.equal(network.call(images)).all().item<bool>());
    }

    [Fact]
    public void A_network_with_batch_normalisation_gets_none()
    {
        using var network = Backbones.Create(new BackboneOptions("resnet50", 8, 1.0 / 16));
        using var normalisation = new TemporaryNormalisation(network, CPU);
        Assert.Empty(normalisation.State);
    }
}
