using CsCheck;
using LCam.Reporting.Contents;

namespace LCam.Reporting.Tests;

public sealed class DistributionTests
{
    [Fact]
    public void Quantiles_are_linear_between_the_nearest_numbers()
    {
        var distribution = new Distribution([4, 1, 2, 3]);
        Assert.Equal([1, 1.75, 2.5, 3.25, 4], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(distribution.Quantile));
        Assert.Equal((2.5, 50.0), (distribution.Mean, distribution.Percent(value => value > 2)));
    }

    [Fact]
    public void What_is_no_number_is_counted_apart_and_spoils_the_mean()
    {
        var distribution = new Distribution([1, double.NaN, 3]);
        Assert.Equal((2, 1, 2.0, double.NaN), (distribution.Count, distribution.Undefined, distribution.Quantile(0.5), distribution.Mean));
        Assert.Equal((double.NaN, double.NaN), (new Distribution([]).Mean, new Distribution([]).Quantile(0.5)));
    }

    [Fact]
    public void Quantiles_rise_with_the_share_and_stay_between_the_extremes() => Gen.Select(Gen.Double[-100, 100].Array[1, 30], Gen.Double[0, 1], Gen.Double[0, 1])
        .Sample((values, a, b) =>
        {
            var distribution = new Distribution(values);
            var (low, high) = (distribution.Quantile(Math.Min(a, b)), distribution.Quantile(Math.Max(a, b)));
            return values.Min() - 1e-9 <= low && low <= high + 1e-9 && high <= values.Max() + 1e-9;
        });
}
