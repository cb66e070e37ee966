using LCam.Losses;
using static TorchSharp.torch;

namespace LCam.Tests.Losses;

public sealed class LCamLossTests
{
    private static readonly LossOptions Defaults = new();

    [Fact]
    public void Variation_counts_differences_and_borders_with_corners_twice()
    {
        using var scope = NewDisposeScope();
        var masks = tensor(new[] { 1.0, 2.0, 3.0, 4.0 }, [1, 1, 2, 2]);

        // Down 4+4, across 1+1, borders twice 1+4+9+16 weighted 0.3, over 2.
        Assert.Equal((8 + 2 + (0.3 * 60)) / 2, LCamLoss.Variation(masks, Defaults).item<double>(), 1e-12);
    }

    [Fact]
    public void Variation_of_crossed_masks_sums_over_all_and_divides_by_the_batch()
    {
        using var scope = NewDisposeScope();
        var own = rand(3, 1, 4, 4, dtype: float64);
        var crossed = own.expand(3, 3, 4, 4);
        Assert.Equal(3 * LCamLoss.Variation(own, Defaults).item<double>(), LCamLoss.Variation(crossed, Defaults).item<double>(), 1e-12);
        Assert.Equal(LCamLoss.Area(own, Defaults).item<double>(), LCamLoss.Area(crossed, Defaults).item<double>(), 1e-12);
    }

    [Fact]
    public void Area_is_the_mean_of_the_powered_masks()
    {
        using var scope = NewDisposeScope();
        var masks = tensor(new[] { 0.0, 0.9995 }, [1, 1, 1, 2]);
        Assert.Equal((Math.Pow(0.0005, 0.3) + 1) / 2, LCamLoss.Area(masks, Defaults).item<double>(), 1e-12);
    }

    [Fact]
    public void The_proposed_loss_is_the_sum_of_its_weighted_terms()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 0.0, 0.0 }, [1, 2]);
        var values = LCamLoss.Proposed(logits, tensor(new[] { 1L }), full([1, 1, 3, 3], 0.25, dtype: float64), Defaults).Values();
        Assert.Equal(1.5 * Math.Log(2), values.CrossEntropy, 1e-12);
        Assert.Equal(values.Total, values.CrossEntropy + values.Area!.Value + values.Variation!.Value, 1e-12);
        var alone = LCamLoss.CrossEntropy(logits, tensor(new[] { 1L })).Values();
        Assert.Equal(new LossValues(alone.Total, alone.Total, null, null), alone);
        Assert.Equal(Math.Log(2), alone.Total, 1e-12);
    }
}
