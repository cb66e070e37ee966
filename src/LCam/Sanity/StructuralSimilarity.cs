using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Sanity;

/// <summary>
/// The mean structural similarity of Wang et al. 2004: Gaussian windows of 11x11 pixels with a standard deviation of 1.5,
/// K1 0.01, K2 0.03, values in a range of 1; windows that reach over the border are left out.
/// </summary>
public static class StructuralSimilarity
{
    private const int Window = 11;
    private const double Deviation = 1.5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    /// <summary>Of each pair of maps (N,H,W) in [0,1], float64 and of at least 11x11 pixels: (N), in [-1,1]; NaN where a map is not finite.</summary>
    public static Tensor Of(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (first.unsqueeze(1), second.unsqueeze(1));
        var (meanX, meanY) = (Blur(x), Blur(y));
        var varianceX = Blur(x * x) - (meanX * meanX);
        var varianceY = Blur(y * y) - (meanY * meanY);
        var covariance = Blur(x * y) - (meanX * meanY);
        var luminance = (Scalars.Of(2) * meanX * meanY).Plus(C1) / (meanX * meanX).Plus(meanY * meanY).Plus(C1);
        var structure = (Scalars.Of(2) * covariance).Plus(C2) / varianceX.Plus(varianceY).Plus(C2);
        return (luminance * structure).mean([1, 2, 3]).MoveToOuterDisposeScope();
    }

    // The window is a product of a column and a row.
    private static Tensor Blur(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var offsets = Scalars.Range(Window, float64) - Scalars.Of(Window / 2);
        var weights = exp(-(offsets * offsets) / Scalars.Of(2 * Deviation * Deviation));
        weights /= weights.sum();
        var columns = nn.functional.conv2d(maps, weights.view(1, 1, Window, 1));
        return nn.functional.conv2d(columns, weights.view(1, 1, 1, Window)).MoveToOuterDisposeScope();
    }
}
