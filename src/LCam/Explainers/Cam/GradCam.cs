using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Cam;

/// <summary>Grad-CAM (Selvaraju et al. 2017): feature maps weighted by the spatial means of the class score's gradients.</summary>
internal sealed class GradCam : IExplainer
{
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "grad-cam",
        DisplayName = "Grad-CAM",
        Make = _ => new GradCam(),
        ForwardPasses = (_, _) => 1,
        Parameters = [TargetLayer.Parameter],
    };

    public string Id => Registration.Id;

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var weights = FeatureGradients.OfLogits(pass, classes).mean([2, 3], keepdim: true);
        return (weights * pass.FeatureMaps).sum(1).relu().MoveToOuterDisposeScope();
    }
}
