using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>The channel statistics that a backbone was trained under.</summary>
/// <param name="mean">Of red, green and blue in [0,1].</param>
/// <param name="deviation">Standard deviations, as the means.</param>
public sealed class ImageNormalisation(IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
{
    /// <summary>ImageNet's, as torchvision's models have them.</summary>
    public static ImageNormalisation ImageNet { get; } = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>The image as it is.</summary>
    public static ImageNormalisation None { get; } = new([0, 0, 0], [1, 1, 1]);

    /// <summary>(images - mean) / deviation by channel: (N,3,H,W) in [0,1] to the network's input, same shape and type.</summary>
    public Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var means = Channels(mean, images);
        var deviations = Channels(deviation, images);
        return ((images - means) / deviations).MoveToOuterDisposeScope();
    }

    private static Tensor Channels(IReadOnlyList<double> values, Tensor like) => tensor(values.ToArray(), [3, 1, 1]).to(like.dtype).to(like.device);
}
