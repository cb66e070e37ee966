using CsCheck;
using LCam.Classifiers;

namespace LCam.Tests.Classifiers;

public sealed class WarmUpCosineTests
{
    [Fact]
    public void The_rate_rises_to_the_peak_and_falls_towards_zero()
    {
        var schedule = new WarmUpCosine(0.1, 100, 0.2);
        var rates = Enumerable.Range(0, 100).Select(schedule.At).ToArray();
        Assert.Equal(0.0025, rates[0], 12);
        Assert.Equal(rates.Take(20).Order(), rates.Take(20));
        Assert.Equal(rates.Skip(20).OrderDescending(), rates.Skip(20));
        Assert.InRange(rates.Max(), 0.0995, 0.1);
        Assert.InRange(rates[^1], 1e-9, 1e-4);
    }

    [Fact]
    public void Every_step_has_a_rate_above_zero_and_none_above_the_peak() =>
        Gen.Select(Gen.Int[1, 500], Gen.Double[0, 0.99], Gen.Double[1e-5, 1]).Sample((steps, warmUp, peak) =>
        {
            var schedule = new WarmUpCosine(peak, steps, warmUp);
            return Enumerable.Range(0, steps).All(step => schedule.At(step) > 0 && schedule.At(step) <= peak);
        });
}
