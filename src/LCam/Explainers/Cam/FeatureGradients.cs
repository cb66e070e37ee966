using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Cam;

/// <summary>Gradients at a layer's feature maps: a backward pass through what follows that layer alone.</summary>
internal static class FeatureGradients
{
    /// <summary>d logit_k / d A: (N,K,h,w), k each image's own class.</summary>
    internal static Tensor OfLogits(CleanPass pass, string layer, Tensor classes) => Of(pass, layer, classes, logits => logits);

    /// <summary>d p_k / d A of the softmax probabilities: (N,K,h,w), k each image's own class.</summary>
    internal static Tensor OfProbabilities(CleanPass pass, string layer, Tensor classes) => Of(pass, layer, classes, logits => logits.softmax(1));

    private static Tensor Of(CleanPass pass, string layer, Tensor classes, Func<Tensor, Tensor> score)
    {
        using var gradient = enable_grad();
        using var scope = NewDisposeScope();
        var at = pass.At(layer);
        var maps = at.Maps.detach().requires_grad_();

        // Images do not meet in a frozen network, so the gradient of the sum holds each image's own.
        var sum = score(pass.Backbone.Head(at with { Maps = maps }, layer)).gather(1, classes.unsqueeze(1)).sum();
        return autograd.grad([sum], [maps])[0].MoveToOuterDisposeScope();
    }
}
