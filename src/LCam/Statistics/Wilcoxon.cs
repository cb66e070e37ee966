using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace LCam.Statistics;

/// <summary>
/// Wilcoxon's signed-rank test of paired differences, two-sided (Wilcoxon 1945): differences of zero are left out, equal
/// ones share their mean rank (Pratt 1959 discusses both). The p-value is exact for few pairs, over all signs of the ranks as
/// they are; for more it is that of the normal distribution, its variance corrected for ties, without a continuity correction.
/// </summary>
public static class Wilcoxon
{
    /// <summary>Most pairs whose p-value is exact: the counts of sign patterns are then whole numbers of a double.</summary>
    public const int ExactPairs = 50;

    /// <param name="differences">One for each pair, all finite.</param>
    public static WilcoxonResult Test(IReadOnlyList<double> differences)
    {
        var given = differences.Where(difference => difference != 0).ToArray();
        if (given.Length == 0)
        {
            return new WilcoxonResult(0, 0, 0, 1, 0);
        }

        var ranks = Ranks(given);
        var positive = given.Zip(ranks).Where(pair => pair.First > 0).Sum(pair => pair.Second);
        var total = ranks.Sum();
        var negative = total - positive;
        var p = given.Length <= ExactPairs ? Exact(ranks, Math.Min(positive, negative)) : Approximate(ranks, positive, total);
        return new WilcoxonResult(given.Length, positive, negative, Math.Min(1, p), (positive - negative) / total);
    }

    private static double[] Ranks(double[] differences) =>
        differences.Select(Math.Abs).Ranks(RankDefinition.Average);

    // Twice a mean rank is a whole number, so sums of them can be counted.
    private static double Exact(double[] ranks, double smaller)
    {
        var doubled = ranks.Select(rank => (int)Math.Round(2 * rank)).ToArray();
        var patterns = new double[doubled.Sum() + 1];
        patterns[0] = 1;
        foreach (var rank in doubled)
        {
            for (var sum = patterns.Length - 1; sum >= rank; sum--)
            {
                patterns[sum] += patterns[sum - rank];
            }
        }

        return 2 * patterns.Take((int)Math.Round(2 * smaller) + 1).Sum() / Math.Pow(2, ranks.Length);
    }

    private static double Approximate(double[] ranks, double positive, double total)
    {
        var z = (positive - (total / 2)) / Math.Sqrt(ranks.Sum(rank => rank * rank) / 4);
        return 2 * Normal.CDF(0, 1, -Math.Abs(z));
    }
}
