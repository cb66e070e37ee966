using CsCheck;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Measures;
using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Measures;

public sealed class MapMeasureTests
{
    private const int Side = 4;

    private static readonly Gen<float[]> Pixels = Gen.Float[0, 1].Array[Side * Side].Where(values => values.Distinct().Count() > 1);

    [Fact]
    public void Sparseness_is_the_Gini_index()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, One("sparseness", full([1, 4, 4], 0.3f))!.Value, 1e-12);
        Assert.Equal(1 - (1.0 / 16), One("sparseness", nn.functional.one_hot(tensor(new[] { 5L }), 16).to(float32).view(1, 4, 4))!.Value, 1e-12);

        // By hand: 1 - 2 * (1 * 3.5 + 2 * 2.5 + 3 * 1.5 + 4 * 0.5) / (10 * 4).
        Assert.Equal(0.25, One("sparseness", tensor(new[] { 3f, 1f, 4f, 2f }, [1, 2, 2]))!.Value, 1e-12);
        Assert.Null(One("sparseness", zeros(1, 2, 2)));
    }

    [Fact]
    public void Sparseness_lies_between_a_uniform_map_and_a_single_pixel_and_knows_no_scale() =>
        Gen.Select(Pixels, Gen.Float[0.1f, 10]).Sample((values, scale) =>
        {
            using var scope = NewDisposeScope();
            var index = One("sparseness", Map(values))!.Value;
            Assert.InRange(index, -1e-12, 1 - (1.0 / values.Length) + 1e-12);
            Assert.Equal(index, One("sparseness", Map(values) * scale)!.Value, 1e-5);
        }, iter: 50, threads: 1);

    [Fact]
    public void Moving_weight_from_a_weaker_to_a_stronger_pixel_makes_a_map_sparser() => Pixels.Sample(values =>
    {
        using var scope = NewDisposeScope();
        var (low, high) = (Array.IndexOf(values, values.Min()), Array.IndexOf(values, values.Max()));
        var moved = values.ToArray();
        (moved[low], moved[high]) = (0, values[high] + values[low]);
        Assert.True(One("sparseness", Map(moved)) >= One("sparseness", Map(values)) - 1e-6);
    }, iter: 50, threads: 1);

    [Fact]
    public void The_pointing_game_is_won_where_the_maximum_is_inside_and_only_there() =>
        Gen.Select(Pixels, Gen.Bool.Array[Side * Side]).Sample((values, inside) =>
        {
            using var scope = NewDisposeScope();
            var first = Array.IndexOf(values, values.Max());
            using var sample = new Sample(Map(values), objects: tensor(inside, [1, Side, Side]));
            Assert.Equal(inside[first] ? 1 : 0, sample.Value("pointing-game"));
        }, iter: 50, threads: 1);

    [Fact]
    public void The_pointing_game_needs_objects_a_maximum_and_takes_the_first_of_several_or_the_last_to_be_muted()
    {
        using var scope = NewDisposeScope();
        var map = tensor(new[] { 0f, 1f, 1f, 0.5f }, [1, 2, 2]);
        var second = tensor(new[] { false, true, false, false }, [1, 2, 2]);
        using var first = new Sample(map, objects: second);
        Assert.Equal(1, first.Value("pointing-game"));
        using var ordered = new Sample(map, objects: second, tieOrder: tensor(new[] { 0L, 1, 2, 3 }, [1, 4]));
        Assert.Equal(0, ordered.Value("pointing-game"));
        Assert.Null(One("pointing-game", map));
        using var degenerate = new Sample(map, objects: second, degenerate: true);
        Assert.Null(degenerate.Value("pointing-game"));
    }

    [Fact]
    public void Complexity_is_the_mean_of_the_map()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0.375, One("complexity", tensor(new[] { 0f, 1f, 0.5f, 0f }, [1, 2, 2]))!.Value, 1e-7);
        Assert.Equal(1, One("complexity", ones(1, 2, 2)));
        Pixels.Sample(
            values =>
            {
                using var inner = NewDisposeScope();
                Assert.InRange(One("complexity", Map(values))!.Value, 0, 1);
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public void Coherency_is_one_for_the_same_map_and_nought_for_its_opposite_and_undefined_for_a_constant_one()
    {
        using var scope = NewDisposeScope();
        var map = tensor(new[] { 0f, 0.25f, 0.5f, 1f }, [1, 2, 2]);
        Assert.Equal(1, Coherent(map, map)!.Value, 1e-12);
        Assert.Equal(0, Coherent(map, 1 - map)!.Value, 1e-12);
        Assert.Equal(0.5, Coherent(tensor(new[] { 1f, 0f, 0f, 1f }, [1, 2, 2]), tensor(new[] { 1f, 1f, 0f, 0f }, [1, 2, 2]))!.Value, 1e-12);
        Assert.Null(Coherent(ones(1, 2, 2), map));
        Assert.Null(Coherent(map, ones(1, 2, 2)));
        Assert.Null(Coherent(full([1, 2, 2], double.NaN, dtype: float32), map));
    }

    [Fact]
    public void Coherency_and_ADCC_are_shares() => Gen.Select(Pixels, Pixels).Sample((one, other) =>
    {
        using var scope = NewDisposeScope();
        using var sample = new Sample(Map(one), normalised: rand(1, 3, Side, Side), explainer: new Always(Map(other)));
        Assert.InRange(sample.Value("coherency")!.Value, 0, 1);
        Assert.InRange(sample.Value("adcc")!.Value, 0, 1);
        Assert.True(sample.Value("adcc") <= 3 * (1 - sample.Value("complexity")) + 1e-9);
    }, iter: 30, threads: 1);

    [Fact]
    public void ADCC_is_the_harmonic_mean_of_its_parts()
    {
        Assert.Equal(0.6, AverageDropCoherencyComplexity.HarmonicMean(0.6, 0.6, 0.6), 1e-12);
        Assert.Equal(3 / (1 + 2 + 4.0), AverageDropCoherencyComplexity.HarmonicMean(1, 0.5, 0.25), 1e-12);
        Assert.Equal(0, AverageDropCoherencyComplexity.HarmonicMean(0, 1, 1));
        using var scope = NewDisposeScope();
        var map = tensor(new[] { 0f, 0f, 1f, 1f }, [1, 2, 2]);
        using var sample = new Sample(map);

        // Half of the image is black: of a value of 0 in [0,1] the normalised channels have these means.
        var black = new[] { -0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225 }.Average();
        var (before, after) = (1 / (1 + Math.Exp(-1)), 1 / (1 + Math.Exp(-(1 + black) / 2)));
        Assert.Equal(3 / (1 + 2 + (before / after)), sample.Value("adcc")!.Value, 1e-6);
        using var constant = new Sample(ones(1, 2, 2));
        Assert.Null(constant.Value("adcc"));
    }

    [Fact]
    public void A_summary_is_over_the_images_that_have_a_value_and_says_how_many()
    {
        Assert.Equal(new MeasureSummary("sparseness", 0.5, 2, 3), MeasureSummary.Of([Score(0.4), Score(null), Score(0.6)], "sparseness"));
        Assert.Equal(new MeasureSummary("sparseness", null, 0, 1), MeasureSummary.Of([Score(null)], "sparseness"));
        Assert.Null(MeasureSummary.Of([Score(1)], "adcc"));
    }

    private static ImageScore Score(double? value) => new()
    {
        Index = 0,
        Image = "a.JPEG",
        Label = 0,
        Predicted = 0,
        Confidence = 0.5,
        LabelRank = 0,
        Degenerate = false,
        Masked = [],
        Measures = new Dictionary<string, double?> { ["sparseness"] = value },
    };

    private static double? One(string id, Tensor maps)
    {
        using var sample = new Sample(maps);
        return sample.Value(id);
    }

    private static double? Coherent(Tensor first, Tensor second)
    {
        using var sample = new Sample(first, explainer: new Always(second));
        return sample.Value("coherency");
    }

    private static Tensor Map(float[] values) => tensor(values, [1, Side, Side]);

    /// <summary>Explains everything with these maps, which are scaled as any.</summary>
    private sealed class Always(Tensor maps) : IExplainer
    {
        public string Id => "always";

        public Tensor Explain(CleanPass pass, Tensor classes) => maps;
    }
}
