using LCam.Experiments.Monitoring;

namespace LCam.Experiments.Tests.Monitoring;

public sealed class SparklineTests
{
    [Theory]
    [InlineData("▁▂▃▄▅▆▇█", 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)]
    [InlineData("█▁", 9.0, 2.0, 1.0)]
    [InlineData("▁▁", 3.0, 3.0)]
    [InlineData("▁×█", 1.0, double.NaN, 2.0)]
    [InlineData("××", double.NaN, double.PositiveInfinity)]
    [InlineData("")]
    public void The_smallest_number_has_the_lowest_bar_and_the_largest_the_highest(string expected, params double[] numbers) =>
        Assert.Equal(expected, Sparkline.Of(numbers, expected == "█▁" ? 2 : 8));
}
