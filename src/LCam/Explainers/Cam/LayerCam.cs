using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Cam;

/// <summary>LayerCAM (Jiang et al. 2021): each place of the feature maps weighted by its own positive gradient of the logit.</summary>
internal sealed class LayerCam(string layer) : IExplainer
{
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "layer-cam",
        DisplayName = "LayerCAM",
        Traits = new(
            "The positive part of a layer's feature maps, added up, each place weighted by its own positive gradient of the class's score.",
            NetworkAccess.Gradients,
            "Jiang et al., LayerCAM: Exploring Hierarchical Class Activation Maps for Localization, IEEE Transactions on Image Processing 2021"),
        Make = context => new LayerCam(context.Settings!.Layer!),
        ForwardPasses = (_, _) => 1,
        Parameters = [TargetLayer.Parameter],
    };

    public string Id => Registration.Id;

    public IReadOnlyList<string> Layers => [layer];

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var weights = FeatureGradients.OfLogits(pass, layer, classes).relu();
        return (weights * pass.At(layer).Maps).sum(1).relu().MoveToOuterDisposeScope();
    }
}
