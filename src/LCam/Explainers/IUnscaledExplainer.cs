using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers;

/// <summary>An explainer whose maps are used as they are, without min-max scaling: maps of one value are what it means.</summary>
public interface IUnscaledExplainer : IExplainer
{
    /// <summary>For each image an order of its H x W pixels, (N,HW), int64, on the images' device: pixels of equal value are muted in it.</summary>
    Tensor TieOrder(CleanPass pass);
}
