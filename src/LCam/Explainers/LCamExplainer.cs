using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers;

/// <summary>A trained attention mechanism's maps, before the sigmoid as in the reference's evaluation.</summary>
internal sealed class LCamExplainer(LCamModel model) : IExplainer
{
    internal const string Name = "l-cam";

    public string Id => Name;

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return model.Attention.OwnMaps(model.AttentionFeatures(pass), classes).squeeze(1).MoveToOuterDisposeScope();
    }
}
