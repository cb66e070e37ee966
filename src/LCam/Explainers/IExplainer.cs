using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers;

/// <summary>Anything that gives a saliency map for (image, class). One that holds memory is also <see cref="IDisposable"/>.</summary>
public interface IExplainer
{
    /// <summary>Name in specs and tables' keys.</summary>
    string Id { get; }

    /// <summary>Whether another program made its maps, of the images as they are: then it can explain no other.</summary>
    bool IsRecorded => false;

    /// <summary>Names of the layers of a clean pass that it asks for: whoever makes the pass has them kept.</summary>
    IReadOnlyList<string> Layers => [];

    /// <summary>
    /// Raw maps (N,h,w), any resolution, any range, not yet min-maxed, of images at <paramref name="classes"/> (N), int64.
    /// An explainer that needs gradients or more forward passes takes them from the pass's backbone, whose state it leaves
    /// as it was. A map depends on its image, its class and the image's place alone, never on the rest of the batch.
    /// </summary>
    Tensor Explain(CleanPass pass, Tensor classes);
}
