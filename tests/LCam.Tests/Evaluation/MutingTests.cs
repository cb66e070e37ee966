using CsCheck;
using LCam.Evaluation;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Tests.Evaluation;

public sealed class MutingTests
{
    [Fact]
    public void Ties_are_broken_in_row_major_order()
    {
        using var scope = NewDisposeScope();
        var map = tensor(new[] { 0.5f, 1f, 0.5f, 0.5f, 0.2f, 0.5f }, [1, 2, 3]);

        // Third smallest is 0.5; 0.2 goes, and of the four ties the first two, until three positive ones are left.
        Assert.Equal([0f, 1f, 0f, 0.5f, 0f, 0.5f], Muting.Apply(map, 0.5).data<float>().ToArray());
    }

    [Fact]
    public void Ties_are_broken_in_the_order_that_is_given()
    {
        using var scope = NewDisposeScope();
        var maps = tensor(new[] { 0.5f, 1f, 0.5f, 0.5f, 0.2f, 0.5f, 1f, 1f, 1f, 1f, 1f, 1f }, [2, 2, 3]);
        var order = tensor(new[] { 5L, 4, 3, 2, 1, 0, 1, 3, 5, 0, 2, 4 }, [2, 6]);
        float[] expected = [0.5f, 1f, 0.5f, 0f, 0f, 0f, 1f, 0f, 1f, 0f, 1f, 0f];
        Assert.Equal(expected, Muting.Apply(maps, 0.5, order).data<float>().ToArray());
        Assert.True(Muting.Apply(maps, 0, order).equal(maps).all().item<bool>());
    }

    [Fact]
    public void A_batch_is_muted_map_by_map_and_nan_passes()
    {
        using var scope = NewDisposeScope();
        var maps = tensor(new[] { 1f, 2f, 3f, 4f, 4f, 3f, 2f, 1f, float.NaN, float.NaN, float.NaN, float.NaN }, [3, 2, 2]);
        float[] expected = [0f, 0f, 3f, 4f, 4f, 3f, 0f, 0f, float.NaN, float.NaN, float.NaN, float.NaN];
        Assert.Equal(expected, Muting.Apply(maps, 0.5).data<float>().ToArray());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    [InlineData(0.2)]
    public void An_impossible_percentage_is_a_problem_not_a_crash(double percentage) =>
        Assert.Throws<ProblemException>(() => Muting.Apply(ones(1, 2, 2), percentage));

    [Fact]
    public void No_more_than_the_promised_share_stays_positive_and_what_stays_is_the_greatest() =>
        Gen.Select(Gen.Int[0, 5].Array[6], Gen.Double[0.2, 1]).Sample((values, percentage) =>
        {
            using var scope = NewDisposeScope();
            var map = tensor(values.Select(value => (float)value).ToArray(), [1, 2, 3]);
            var muted = Muting.Apply(map, percentage).data<float>().ToArray();
            var kept = muted.Where(value => value > 0).ToArray();
            var gone = values.Where((value, i) => muted[i] == 0).ToArray();
            Assert.InRange(kept.Length, 0, (int)Math.Ceiling((1 - percentage) * 6));
            Assert.All(gone, value => Assert.All(kept, keeper => Assert.True(keeper >= value)));
        }, iter: 50);
}
