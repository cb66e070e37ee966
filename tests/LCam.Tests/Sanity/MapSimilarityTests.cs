using CsCheck;
using LCam.Sanity;
using static TorchSharp.torch;

namespace LCam.Tests.Sanity;

public sealed class MapSimilarityTests
{
    private const int Side = 13;

    // Of a thousand values: a difference too small for one minus it would make a tie.
    private static readonly Gen<double[]> Maps = Gen.Int[0, 1000].Select(value => value / 1000.0).Array[Side * Side];

    [Fact]
    public void A_map_is_like_itself_whatever_it_is() => Maps.Sample(values =>
    {
        using var scope = NewDisposeScope();
        var similarity = Of(values, values);
        Assert.Equal((1.0, 1.0), (Math.Round(similarity.RankCorrelation!.Value, 12), Math.Round(similarity.StructuralSimilarity!.Value, 12)));
    });

    [Fact]
    public void Both_similarities_lie_between_minus_one_and_one_and_know_no_order() => Gen.Select(Maps, Maps).Sample((one, other) =>
    {
        using var scope = NewDisposeScope();
        var (there, back) = (Of(one, other), Of(other, one));
        Assert.InRange(there.RankCorrelation!.Value, -1, 1);
        Assert.InRange(there.StructuralSimilarity!.Value, -1, 1);
        Assert.Equal(there.RankCorrelation!.Value, back.RankCorrelation!.Value, 12);
        Assert.Equal(there.StructuralSimilarity!.Value, back.StructuralSimilarity!.Value, 12);
    });

    [Fact]
    public void Ranks_know_no_monotone_scale_and_turn_with_the_map() => Maps.Sample(values =>
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1, Of(values, [.. values.Select(value => value * value * value)]).RankCorrelation!.Value, 12);
        Assert.Equal(-1, Of(values, [.. values.Select(value => 1 - value)]).RankCorrelation!.Value, 12);
    });

    [Fact]
    public void Equal_values_share_the_mean_of_their_ranks()
    {
        // Ranks 1.5, 1.5, 3, 4 and 1, 2.5, 2.5, 4, less their mean 2.5: products sum to 3.75, squares to 4.5 both times.
        var first = tensor(new[] { 0.1, 0.1, 0.2, 0.3 }, [1, 2, 2]);
        var second = tensor(new[] { 0.0, 0.5, 0.5, 0.9 }, [1, 2, 2]);
        var padded = (Tensor map) => map.repeat_interleave(8, 1).repeat_interleave(8, 2);
        Assert.Equal(3.75 / 4.5, MapSimilarity.Of(padded(first), padded(second))[0].RankCorrelation!.Value, 12);
    }

    [Fact]
    public void The_structural_similarity_is_that_of_its_definition_window_by_window() => Gen.Select(Maps, Maps).Sample(
        (one, other) =>
        {
            using var scope = NewDisposeScope();
            Assert.Equal(ByHand(one, other), Of(one, other).StructuralSimilarity!.Value, 10);
        },
        iter: 20);

    [Fact]
    public void A_constant_map_has_no_ranks_and_one_that_is_not_finite_is_like_nothing()
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, Side * Side).Select(pixel => pixel / 200.0).ToArray();
        var constant = Of(values, [.. values.Select(_ => 0.5)]);
        Assert.Null(constant.RankCorrelation);
        Assert.InRange(constant.StructuralSimilarity!.Value, -1, 1);
        Assert.Equal(new MapSimilarity(null, 1), Of([.. values.Select(_ => 1.0)], [.. values.Select(_ => 1.0)]));
        Assert.Equal(new MapSimilarity(null, null), Of(values, [.. values.Select(_ => double.NaN)]));
        Assert.Equal(new MapSimilarity(null, null), Of([.. values.Select((value, pixel) => pixel == 7 ? double.PositiveInfinity : value)], values));
    }

    private static MapSimilarity Of(double[] first, double[] second) =>
        MapSimilarity.Of(tensor(first, [1, Side, Side]), tensor(second, [1, Side, Side])).Single();

    // Wang et al. 2004, equation 13, at each of the 3x3 places of an 11x11 window, without any convolution.
    private static double ByHand(double[] x, double[] y)
    {
        const double c1 = 1e-4;
        const double c2 = 9e-4;
        var weights = new double[11, 11];
        var total = 0.0;
        for (var i = 0; i < 11; i++)
        {
            for (var j = 0; j < 11; j++)
            {
                total += weights[i, j] = Math.Exp(-(((i - 5) * (i - 5)) + ((j - 5) * (j - 5))) / 4.5);
            }
        }

        var sum = 0.0;
        for (var top = 0; top <= Side - 11; top++)
        {
            for (var left = 0; left <= Side - 11; left++)
            {
                double Mean(Func<int, double> of)
                {
                    var mean = 0.0;
                    for (var i = 0; i < 11; i++)
                    {
                        for (var j = 0; j < 11; j++)
                        {
                            mean += weights[i, j] / total * of(((top + i) * Side) + left + j);
                        }
                    }

                    return mean;
                }

                var (mx, my) = (Mean(pixel => x[pixel]), Mean(pixel => y[pixel]));
                var vx = Mean(pixel => (x[pixel] - mx) * (x[pixel] - mx));
                var vy = Mean(pixel => (y[pixel] - my) * (y[pixel] - my));
                var cov = Mean(pixel => (x[pixel] - mx) * (y[pixel] - my));
                sum += ((2 * mx * my) + c1) * ((2 * cov) + c2) / (((mx * mx) + (my * my) + c1) * (vx + vy + c2));
            }
        }

        return sum / 9;
    }
}
