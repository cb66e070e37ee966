using LCam.Losses;
using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Models;

public sealed class CleanPassTests
{
    [Fact]
    public void Layers_asked_for_in_any_order_hold_what_the_network_holds_there()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(2)) { Layers = ["features.23", "features.29"] };
        foreach (var layer in new[] { "features.30", "features.16", "features.29", "features.23" })
        {
            Assert.True(pass.At(layer).Maps.equal(tiny.Backbone.Features(pass.Normalised, layer).Maps).all().item<bool>(), layer);
            Assert.Same(pass.At(layer), pass.At(layer));
        }

        Assert.True(pass.Logits.equal(tiny.Backbone.call(pass.Normalised)).all().item<bool>());
    }

    [Fact]
    public void What_lies_on_the_way_to_the_logits_is_kept_and_no_layer_is_computed_twice()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("vgg16", Variant.Image, LossKind.LCam);
        var calls = 0;
        foreach (var (_, module) in tiny.Backbone.named_modules())
        {
            if (module is TorchSharp.Modules.Conv2d convolution)
            {
                convolution.register_forward_hook((_, _, output) =>
                {
                    calls++;
                    return output;
                });
            }
        }

        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(1)) { Layers = ["features.29", "features.30"] };
        _ = pass.Logits;
        _ = pass.At("features.30");
        _ = pass.At("features.29");
        Assert.Equal(13, calls);
    }

    [Fact]
    public void Features_of_the_images_as_they_are_do_not_mix_with_those_of_the_normalised()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("resnet18", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(1));
        Assert.True(pass.UnnormalisedAt("layer3.1").Maps.equal(tiny.Backbone.Features(pass.Images, "layer3.1").Maps).all().item<bool>());
        Assert.False(pass.UnnormalisedAt("layer3.1").Maps.equal(pass.At("layer3.1").Maps).all().item<bool>());
    }
}
