using LCam.Evaluation;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Measures;

/// <summary>The order of a map's pixels by saliency. It is muting's, backwards: of equal values the one muted last is the most salient.</summary>
internal static class PixelRanks
{
    /// <summary>Each pixel's place from the most salient (0) to the least (HW - 1): (N,HW), int64.</summary>
    internal static Tensor Of(InputMaps maps)
    {
        using var scope = NewDisposeScope();
        var flat = maps.Maps.flatten(1);
        var inTieOrder = maps.TieOrder is null ? flat : flat.gather(1, maps.TieOrder);
        var ascending = sort(inTieOrder, dim: 1, stable: true).indices;
        var pixels = maps.TieOrder is null ? ascending : maps.TieOrder.gather(1, ascending);
        var places = arange(Scalars.Of(pixels.shape[1] - 1), Scalars.Of(-1), Scalars.Of(-1), dtype: int64, device: pixels.device).expand(pixels.shape);
        return zeros_like(pixels).scatter(1, pixels, places).MoveToOuterDisposeScope();
    }
}
