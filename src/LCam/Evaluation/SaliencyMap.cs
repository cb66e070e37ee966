using LCam.Models;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Evaluation;

/// <summary>From an explainer's raw maps to maps of the input's size in [0,1] (the reference's evaluation script).</summary>
public static class SaliencyMap
{
    /// <summary>Each map of (N,h,w) scaled to [0,1] by its own minimum and maximum; same shape.</summary>
    public static Tensor MinMax(Tensor maps, ConstantMap constant)
    {
        using var scope = NewDisposeScope();
        var shifted = maps - maps.amin([1, 2], keepdim: true);
        var scaled = shifted / shifted.amax([1, 2], keepdim: true);
        if (constant == ConstantMap.Zero)
        {
            var degenerate = Degenerate(maps).view(-1, 1, 1);
            scaled = where(degenerate, zeros_like(scaled), scaled);
        }

        return scaled.MoveToOuterDisposeScope();
    }

    /// <summary>Which of (N,h,w) maps are constant or hold NaN or infinity: (N), bool.</summary>
    public static Tensor Degenerate(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var range = maps.amax([1, 2]) - maps.amin([1, 2]);
        return range.isfinite().logical_and(range > Scalars.Of(0)).logical_not().MoveToOuterDisposeScope();
    }

    /// <summary>(N,h,w) to (N,height,width), bilinear, <c>align_corners=false</c>.</summary>
    public static Tensor Upsample(Tensor maps, long height, long width)
    {
        using var scope = NewDisposeScope();
        return Upsampling.Bilinear(maps.unsqueeze(1), height, width).squeeze(1).MoveToOuterDisposeScope();
    }
}
