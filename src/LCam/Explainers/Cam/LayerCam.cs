using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Cam;

/// <summary>LayerCAM (Jiang et al. 2021): each place of the feature maps weighted by its own positive gradient of the logit.</summary>
internal sealed class LayerCam : IExplainer
{
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "layer-cam",
        DisplayName = "LayerCAM",
        Make = _ => new LayerCam(),
        ForwardPasses = (_, _) => 1,
        Parameters = [TargetLayer.Parameter],
    };

    public string Id => Registration.Id;

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var weights = FeatureGradients.OfLogits(pass, classes).relu();
        return (weights * pass.FeatureMaps).sum(1).relu().MoveToOuterDisposeScope();
    }
}
