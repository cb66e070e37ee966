using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Losses;

/// <summary>The losses that an attention mechanism can be trained under (paper section 3; the reference's <c>Metrics.py</c> and model classes).</summary>
public static class LCamLoss
{
    /// <summary>Cross-entropy alone, weight 1.</summary>
    /// <param name="logits">(N,R) of the masked batch.</param>
    /// <param name="labels">(N), int64.</param>
    public static LossTerms CrossEntropy(Tensor logits, Tensor labels)
    {
        var loss = nn.functional.cross_entropy(logits, labels);
        return new LossTerms(loss, loss, null, null);
    }

    /// <summary>The proposed loss: weighted cross-entropy, area and variation.</summary>
    /// <param name="logits">(N,R) of the masked batch.</param>
    /// <param name="labels">(N), int64.</param>
    /// <param name="masks">(N,C,h,w) in (0,1): each image's maps of its own label (C=1) or of every label in the batch (C=N).</param>
    /// <param name="options">Weights and constants.</param>
    public static LossTerms Proposed(Tensor logits, Tensor labels, Tensor masks, LossOptions options)
    {
        var crossEntropy = nn.functional.cross_entropy(logits, labels) * Scalars.Of(options.CrossEntropy);
        var area = Area(masks, options) * Scalars.Of(options.Area);
        var variation = Variation(masks, options) * Scalars.Of(options.Variation);
        return new LossTerms(crossEntropy.Plus(area).Plus(variation), crossEntropy, area, variation);
    }

    /// <summary>mean((M + offset)^power), unweighted: a scalar of masks (N,C,h,w).</summary>
    public static Tensor Area(Tensor masks, LossOptions options) => masks.Plus(options.AreaOffset).pow(Scalars.Of(options.AreaPower)).mean();

    /// <summary>
    /// (sum of squared neighbour differences down and across + border weight x sum of squares on the four borders) / 2N,
    /// unweighted: a scalar of masks (N,C,h,w). Corners lie on two borders and count twice.
    /// </summary>
    public static Tensor Variation(Tensor masks, LossOptions options)
    {
        var (n, h, w) = (masks.shape[0], masks.shape[2], masks.shape[3]);
        var down = (masks.narrow(2, 1, h - 1) - masks.narrow(2, 0, h - 1)).Squared().sum();
        var across = (masks.narrow(3, 1, w - 1) - masks.narrow(3, 0, w - 1)).Squared().sum();
        var borders = masks.select(2, 0).Squared().sum().Plus(masks.select(2, h - 1).Squared().sum())
            .Plus(masks.select(3, 0).Squared().sum()).Plus(masks.select(3, w - 1).Squared().sum());
        return down.Plus(across).Plus(borders * Scalars.Of(options.Border)) / Scalars.Of(2.0 * n);
    }
}
