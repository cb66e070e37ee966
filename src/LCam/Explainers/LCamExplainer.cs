using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers;

/// <summary>A trained attention mechanism's maps: before the sigmoid, as in the reference's evaluation, or behind it.</summary>
internal sealed class LCamExplainer(LCamModel model, AttentionMap map) : IExplainer
{
    internal const string Name = "l-cam";

    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = Name,
        DisplayName = "L-CAM",
        Traits = new(
            "A place of the trained attention's map for the class: trained so that the frozen classifier, shown the features or the image through it, still finds the class.",
            NetworkAccess.FeatureMaps,
            "Gkartzonika, Gkalelis and Mezaris, Learning Visual Explanations for DCNN-Based Image Classifiers Using an Attention Mechanism, ECCV Workshops 2022"),
        Make = context => new LCamExplainer(
            context.Model ?? throw new ArgumentException("L-CAM explains with a trained model", nameof(context)), context.Map),
        ForwardPasses = (_, _) => 1,
        NeedsModel = true,
    };

    public string Id => Name;

    public IReadOnlyList<string> Layers => model.Layers;

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var maps = model.Attention.OwnMaps(model.AttentionFeatures(pass), classes).squeeze(1);
        return (map == AttentionMap.Sigmoid ? maps.sigmoid() : maps).MoveToOuterDisposeScope();
    }
}
