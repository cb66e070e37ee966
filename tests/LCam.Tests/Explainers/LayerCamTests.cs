using LCam.Losses;
using LCam.Models;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

public sealed class LayerCamTests
{
    [Fact]
    public void Behind_global_pooling_it_weights_feature_maps_by_the_class_s_positive_weights()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("resnet18", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(2));
        var classes = tensor([0L, 4L]);
        var maps = Explainers.Create("layer-cam", tiny.Backbone, "resnet18").Explain(pass, classes);

        // The logit is linear in the mean of each feature map, so its gradient is the class's weight over the places.
        var places = pass.At(tiny.Architecture.LastMaps).Maps.shape[2] * pass.At(tiny.Architecture.LastMaps).Maps.shape[3];
        var weights = tiny.Backbone.state_dict()["fc.weight"].index_select(0, classes).relu() / places;
        var expected = (weights.view(2, -1, 1, 1) * pass.At(tiny.Architecture.LastMaps).Maps).sum(1);
        Near.Assert(expected, maps, 1e-6 * expected.abs().max().item<float>());
        Assert.NotEqual(0, maps.max().item<float>());
    }
}
