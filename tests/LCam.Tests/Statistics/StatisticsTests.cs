using LCam.Randomness;
using LCam.Statistics;

namespace LCam.Tests.Statistics;

public sealed class StatisticsTests
{
    private static readonly double[] Four = [1, 2, 4, 9];

    // Darwin's maize as Fisher 1935 gives it, in eighths of an inch; W and p are those of SciPy's documentation of this example.
    [Fact]
    public void The_signed_rank_test_of_Darwins_maize_is_the_published_one()
    {
        var result = Wilcoxon.Test([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]);
        Assert.Equal((15, 96.0, 24.0, 0.041259765625), (result.Pairs, result.PositiveRanks, result.NegativeRanks, result.PValue));
        Assert.Equal(0.6, result.RankBiserial, 12);
    }

    // Hollander and Wolfe 1973, p. 29: depression scores; V = 40 and one-sided p = 0.01953 in R's documentation of wilcox.test.
    [Fact]
    public void The_signed_rank_test_of_depression_scores_is_the_published_one()
    {
        double[] before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        double[] after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
        var result = Wilcoxon.Test([.. before.Zip(after, (x, y) => x - y)]);
        Assert.Equal((40.0, 0.0390625), (result.PositiveRanks, result.PValue));
    }

    [Fact]
    public void Exact_p_values_are_those_of_all_signs_with_ties_and_zeros_too()
    {
        for (var trial = 0; trial < 50; trial++)
        {
            var random = new CounterRandom(trial, RandomPurpose.Sampling);
            var differences = Enumerable.Range(0, 9).Select(_ => (double)(random.NextInt(9) - 3)).ToArray();
            var result = Wilcoxon.Test(differences);
            Assert.Equal(OverAllSigns(differences), result.PValue, 12);
        }
    }

    [Fact]
    public void The_approximation_joins_the_exact_value()
    {
        var random = new CounterRandom(7, RandomPurpose.Sampling);
        var differences = Enumerable.Range(0, Wilcoxon.ExactPairs).Select(_ => random.NextNormal() + 0.3).ToList();
        var exact = Wilcoxon.Test(differences);
        var approximate = Wilcoxon.Test([.. differences, 1e-9]);
        Assert.Equal(exact.PValue, approximate.PValue, 0.01);
        Assert.NotEqual(exact.PValue, approximate.PValue);
    }

    [Fact]
    public void Pairs_that_do_not_differ_tell_nothing() => Assert.Equal(new WilcoxonResult(0, 0, 0, 1, 0), Wilcoxon.Test([0, 0]));

    // The worked example of most texts on Holm 1979: of 0.01, 0.04, 0.03 and 0.005 the first and last hold at 0.05.
    [Fact]
    public void Holms_correction_of_the_textbook_example_is_the_published_one()
    {
        var adjusted = Holm.Adjust([0.01, 0.04, double.NaN, 0.03, 0.005]);
        Assert.Equal([0.03, 0.06, double.NaN, 0.06, 0.02], adjusted.Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Resampled_means_have_the_distribution_of_all_resamples()
    {
        var all = (from a in Four from b in Four from c in Four from d in Four select (a + b + c + d) / 4).ToList();
        var means = Bootstrap.Means([Four], new BootstrapOptions(40_000, 0.95, 1));
        foreach (var bound in (double[])[1.5, 2.5, 4, 6, 8.5])
        {
            Assert.Equal(all.Count(mean => mean <= bound) / (double)all.Count, means.Count(mean => mean <= bound) / (double)means.Length, 0.01);
        }
    }

    [Fact]
    public void Seeds_and_images_are_both_drawn()
    {
        double[][] values = [[0, 2], [10, 12]];
        var all = (from s in Pairs() from i in Pairs() select (values[s.A][i.A] + values[s.A][i.B] + values[s.B][i.A] + values[s.B][i.B]) / 4).ToList();
        var means = Bootstrap.Means(values, new BootstrapOptions(20_000, 0.95, 3));
        Assert.Equal(all.Distinct().Order(), means.Distinct().Order());
        Assert.All(all.Distinct(), mean => Assert.Equal(all.Count(other => other == mean) / 16.0, means.Count(other => other == mean) / 20_000.0, 0.015));
    }

    [Fact]
    public void An_interval_is_near_that_of_the_normal_theory_and_the_same_every_time()
    {
        var random = new CounterRandom(5, RandomPurpose.Sampling);
        var values = Enumerable.Range(0, 400).Select(_ => 10 + (2 * random.NextNormal())).ToArray();
        var options = new BootstrapOptions(2000, 0.95, 1);
        var (low, high) = Bootstrap.Interval(Bootstrap.Means([values], options), 0.95);
        var half = 1.96 * Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (399.0 * 400));
        Assert.Equal(values.Average() - half, low, 0.03);
        Assert.Equal(values.Average() + half, high, 0.03);
        Assert.Equal((low, high), Bootstrap.Interval(Bootstrap.Means([values], options), 0.95));
    }

    [Fact]
    public void Images_without_a_value_are_left_out() => Assert.All(
        Bootstrap.Means([[double.NaN, 3, 3, 3, 3, 3, 3, 3]], new BootstrapOptions(100, 0.95, 1)), mean => Assert.Equal(3, mean));

    [Fact]
    public void A_p_value_of_the_bootstrap_counts_the_rarer_side()
    {
        Assert.Equal(1, Bootstrap.PValue([0, 0, 0]));
        Assert.Equal(0.02, Bootstrap.PValue([.. Enumerable.Repeat(1.0, 99)]));
        Assert.Equal(0.1, Bootstrap.PValue([.. Enumerable.Repeat(-1.0, 95), .. Enumerable.Repeat(2.0, 4)]));
    }

    private static IEnumerable<(int A, int B)> Pairs() => [(0, 0), (0, 1), (1, 0), (1, 1)];

    // The definition, by brute force: of all signs, those whose smaller sum of ranks is at most this one.
    private static double OverAllSigns(double[] differences)
    {
        var sizes = differences.Where(difference => difference != 0).Select(Math.Abs).ToArray();
        var ranks = sizes.Select(size => sizes.Count(other => other < size) + ((sizes.Count(other => other == size) + 1) / 2.0)).ToArray();
        double Positive(int signs) => ranks.Where((_, pair) => (signs & (1 << pair)) != 0).Sum();
        var given = differences.Where(difference => difference != 0).Select((difference, pair) => difference > 0 ? 1 << pair : 0).Sum();
        var smaller = Math.Min(Positive(given), ranks.Sum() - Positive(given));
        var patterns = Enumerable.Range(0, 1 << ranks.Length).ToList();
        return Math.Min(1, 2.0 * patterns.Count(signs => Positive(signs) <= smaller) / patterns.Count);
    }
}
