using LCam.Evaluation;
using LCam.Losses;
using LCam.Models;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

public sealed class TiedPixelsTests
{
    [Fact]
    public void An_exchange_of_tied_pixels_is_recognised_and_nothing_else_is()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(1));
        var map = linspace(0, 1, TinyModel.Side * TinyModel.Side).view(1, TinyModel.Side, TinyModel.Side).clone();
        var threshold = TinyModel.Side * TinyModel.Side / 2;
        map.flatten().narrow(0, threshold - 4, 8).fill_(0.5f);
        var muted = Muting.Apply(map, 0.5);
        var exchanged = muted.clone();
        exchanged.flatten()[threshold - 2] = 0.5f;
        exchanged.flatten()[threshold + 2] = 0f;
        var otherwise = muted.clone();
        otherwise.flatten().narrow(0, threshold + 100, 400).fill_(0);

        var ties = new TiedPixels(pass, map, 0.5);
        Assert.NotEqual(Confidence(pass, muted), Confidence(pass, exchanged));
        Assert.Equal(Confidence(pass, exchanged), ties.NearestConfidence(0, 1, Confidence(pass, exchanged)), 1e-7);
        var far = Confidence(pass, otherwise);
        Assert.InRange(Math.Abs(ties.NearestConfidence(0, 1, far) - far), 1e-5, 1);
    }

    private static double Confidence(CleanPass pass, Tensor mask) =>
        pass.Backbone.call(ImageNormalisation.ImageNet.Apply(pass.Images * mask.unsqueeze(1))).softmax(1)[0, 1].to(float64).item<double>();
}
