using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers;

/// <summary>Anything that gives a saliency map for (image, class).</summary>
public interface IExplainer
{
    /// <summary>Name in specs and tables' keys.</summary>
    string Id { get; }

    /// <summary>
    /// Raw maps (N,h,w), any resolution, any range, not yet min-maxed, of images at <paramref name="classes"/> (N), int64.
    /// An explainer that needs gradients or more forward passes takes them from the pass's backbone.
    /// </summary>
    Tensor Explain(CleanPass pass, Tensor classes);
}
