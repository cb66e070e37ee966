using MathNet.Numerics.Statistics;
using static TorchSharp.torch;

namespace LCam.Sanity;

/// <summary>How alike two saliency maps of one image and class are.</summary>
/// <param name="RankCorrelation">Spearman's, in [-1,1]; null where a map is constant or not finite, for it then has no ranks.</param>
/// <param name="StructuralSimilarity">SSIM, in [-1,1]; null where a map is not finite.</param>
public sealed record MapSimilarity(double? RankCorrelation, double? StructuralSimilarity)
{
    /// <summary>Of each pair of maps: one for each of the N.</summary>
    /// <param name="first">(N,H,W), as a rule in [0,1].</param>
    /// <param name="second">(N,H,W), likewise.</param>
    public static IReadOnlyList<MapSimilarity> Of(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (left, right) = (first.to(float64).cpu(), second.to(float64).cpu());
        var structural = Sanity.StructuralSimilarity.Of(left, right).data<double>().ToArray();
        return [.. structural.Select((similarity, row) => new MapSimilarity(Ranks(left[row], right[row]), Finite(similarity)))];
    }

    private static double? Ranks(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        if (!(first.isfinite().all() & second.isfinite().all()).item<bool>())
        {
            return null;
        }

        // Equal values share the mean of their ranks; a constant map's ranks have no variance, which gives NaN.
        return Finite(Correlation.Spearman(first.flatten().data<double>().ToArray(), second.flatten().data<double>().ToArray()));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
