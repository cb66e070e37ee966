using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>The channel statistics of ImageNet that the backbones were trained under.</summary>
public static class ImageNormalisation
{
    private static readonly double[] Mean = [0.485, 0.456, 0.406];
    private static readonly double[] Deviation = [0.229, 0.224, 0.225];

    /// <summary>(images - mean) / deviation by channel: (N,3,H,W) in [0,1] to the networks' input, same shape and type.</summary>
    public static Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var mean = Channels(Mean, images);
        var deviation = Channels(Deviation, images);
        return ((images - mean) / deviation).MoveToOuterDisposeScope();
    }

    private static Tensor Channels(double[] values, Tensor like) => tensor(values, [3, 1, 1]).to(like.dtype).to(like.device);
}
