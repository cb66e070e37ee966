using LCam.Training;
using TorchSharp;

namespace LCam.Tests.Training;

/// <summary>A number without a gradient shrinks by what the schedule says, and rows tell.</summary>
public sealed class GradientFreeDescentTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_recurrence_is_what_the_optimizer_does(bool nesterov)
    {
        using var value = torch.tensor(new[] { 3.0, -0.25 });
        using var none = torch.zeros_like(value);
        using var descent = new MomentumSgd(value, 5e-4, nesterov);
        for (var step = 0; step < 40; step++)
        {
            descent.Step(none, new GroupRate("", step < 25 ? 0.02 : 0.019, 0.9));
        }

        var predicted = GradientFreeDescent.Beginning.After(25, 0.02, 0.9, 5e-4, nesterov).After(15, 0.019, 0.9, 5e-4, nesterov);
        Assert.Equal(3.0 * predicted.Weight, value[0].item<double>(), 12);
        Assert.Equal(-0.25 * predicted.Weight, value[1].item<double>(), 12);
        Assert.Equal(3.0 * predicted.Momentum, descent.Momentum[0].item<double>(), 12);
    }

    [Fact]
    public void A_new_optimizer_knows_of_no_momentum()
    {
        var one = GradientFreeDescent.Beginning.After(10, 0.1, 0.9, 5e-4, nesterov: true);
        var resumed = one.Resumed().After(10, 0.1, 0.9, 5e-4, nesterov: true);
        Assert.Equal(one.Weight * one.Weight, resumed.Weight, 14);
        Assert.True(resumed.Weight > one.After(10, 0.1, 0.9, 5e-4, nesterov: true).Weight);
    }

    [Fact]
    public void Rows_have_a_factor_and_what_it_leaves()
    {
        using var from = torch.tensor(new[] { 1f, 2, 3, 4, 0, 0, 0, 0 }).reshape(4, 2);
        using var to = torch.tensor(new[] { 2f, 4, 3, 0, 0, 0, 1, 0 }).reshape(4, 2);
        var ratios = RowRatios.Of(from, to);
        Assert.Equal([2.0, 0.36], ratios.Factors.Take(2).Select(factor => Math.Round(factor, 12)));
        Assert.Equal(0.0, ratios.Residuals[0]);
        Assert.Equal(0.8, ratios.Residuals[1], 12);
        Assert.Equal((double.NaN, 0.0), (ratios.Factors[2], ratios.Residuals[2]));
        Assert.Equal(double.PositiveInfinity, ratios.Residuals[3]);
    }
}
