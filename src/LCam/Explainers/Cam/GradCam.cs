using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Cam;

/// <summary>Grad-CAM (Selvaraju et al. 2017): feature maps weighted by the spatial means of the class score's gradients.</summary>
internal sealed class GradCam(string layer) : IExplainer
{
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "grad-cam",
        DisplayName = "Grad-CAM",
        Traits = new(
            "The positive part of a layer's feature maps, added up, each weighted by the mean gradient of the class's score.",
            NetworkAccess.Gradients,
            "Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-Based Localization, ICCV 2017"),
        Make = context => new GradCam(context.Settings!.Layer!),
        ForwardPasses = (_, _) => 1,
        Parameters = [TargetLayer.Parameter],
    };

    public string Id => Registration.Id;

    public IReadOnlyList<string> Layers => [layer];

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var weights = FeatureGradients.OfLogits(pass, layer, classes).mean([2, 3], keepdim: true);
        return (weights * pass.At(layer).Maps).sum(1).relu().MoveToOuterDisposeScope();
    }
}
