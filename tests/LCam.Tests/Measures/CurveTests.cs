using CsCheck;
using LCam.Measures.Curves;
using static TorchSharp.torch;

namespace LCam.Tests.Measures;

public sealed class CurveTests
{
    private const int Side = 4;

    private static readonly Gen<float[]> Pixels = Gen.Float[0, 1].Array[Side * Side];

    [Fact]
    public void Deletion_is_the_area_under_the_probability_while_the_most_salient_pixels_go()
    {
        using var scope = NewDisposeScope();
        var weights = tensor(new[] { 4f, 3f, 2f, 1f }, [2, 2]);
        using var sample = new Sample(tensor(new[] { 1f, 0.7f, 0.4f, 0.1f }, [1, 2, 2]), weights);
        double[] logits = [10, 6, 3, 1, 0];
        Assert.Equal(Area(logits), sample.Value("deletion", 4)!.Value, 1e-5);

        // The default is a step for each row: two pixels at a time.
        Assert.Equal(Area([10, 3, 0]), sample.Value("deletion")!.Value, 1e-5);
    }

    [Fact]
    public void Insertion_goes_from_the_blurred_image_to_the_image()
    {
        using var scope = NewDisposeScope();
        var weights = tensor(new[] { 1f, 0f, 0f, 0f }, [2, 2]);
        var image = zeros(1, 3, 2, 2);
        image[0, TensorIndex.Colon, 0, 0] = 5;
        using var sample = new Sample(tensor(new[] { 1f, 0.7f, 0.4f, 0.1f }, [1, 2, 2]), weights, image);
        var centre = ImpulseBlur.Line()[ImpulseBlur.Size / 2];
        Assert.Equal(Area([5 * centre * centre, 5, 5, 5, 5]), sample.Value("insertion", 4)!.Value, 1e-5);
    }

    // Computed the long way: a unit impulse amid 11 values, mirrored without end, under a Gaussian of sigma 5 cut off at 20.
    [Fact]
    public void The_blur_is_that_of_the_reference()
    {
        var line = ImpulseBlur.Line();
        Assert.Equal(1, line.Sum(), 1e-12);
        double[] half = [0.087958146, 0.08889612, 0.090474197, 0.092191118, 0.093489388, 0.093982063];
        Assert.All(line.Zip(half.Concat(half.Reverse().Skip(1))), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        using var scope = NewDisposeScope();
        var flat = full([1, 3, 21, 21], 0.5);
        Assert.Equal(0.5, ImpulseBlur.Apply(flat)[0, 1, 10, 10].item<float>(), 1e-6);
        Assert.True(ImpulseBlur.Apply(flat)[0, 1, 0, 0].item<float>() < 0.25);
    }

    [Fact]
    public void Both_areas_are_probabilities() => Gen.Select(Pixels, Pixels, Pixels).Sample((map, weights, image) =>
    {
        using var scope = NewDisposeScope();
        using var sample = new Sample(Map(map), Plane(weights) - 0.5, Image(image) - 0.5);
        Assert.InRange(sample.Value("deletion")!.Value, 0, 1);
        Assert.InRange(sample.Value("insertion")!.Value, 0, 1);
    }, iter: 30, threads: 1);

    [Fact]
    public void No_map_deletes_faster_than_the_pixels_true_contributions_and_none_slower_than_their_reverse() =>
        Gen.Select(Pixels, Pixels, Pixels).Sample((map, weights, image) =>
        {
            using var scope = NewDisposeScope();
            var contributions = Plane(weights) * (Plane(image) + 0.01);
            var (perfect, reverse, any) = (contributions.unsqueeze(0), (-contributions).unsqueeze(0), Map(map));
            double[] areas = [.. new[] { perfect, any, reverse }.Select(candidate =>
            {
                using var sample = new Sample(candidate, Plane(weights), Image(image) + 0.01);
                return sample.Value("deletion", 8)!.Value;
            })];
            Assert.True(areas[0] <= areas[1] + 1e-5 && areas[1] <= areas[2] + 1e-5, string.Join(" ", areas));
        }, iter: 30, threads: 1);

    [Fact]
    public void Only_the_order_of_the_pixels_counts() => Pixels.Sample(values =>
    {
        using var scope = NewDisposeScope();
        using var one = new Sample(Map(values), Plane(values));
        using var other = new Sample(Map(values) * 0.25 + 0.5, Plane(values));
        if (values.Distinct().Count() == values.Length && Map(values).mul(0.25).add(0.5).unique().output.numel() == values.Length)
        {
            Assert.Equal(one.Value("deletion"), other.Value("deletion"));
            Assert.Equal(one.Value("insertion"), other.Value("insertion"));
        }
    }, iter: 20, threads: 1);

    [Fact]
    public void Pixels_of_equal_value_go_in_the_tie_order_backwards_and_a_degenerate_map_has_no_order()
    {
        using var scope = NewDisposeScope();
        var weights = tensor(new[] { 4f, 3f, 2f, 1f }, [2, 2]);
        using var rowMajor = new Sample(ones(1, 2, 2), weights);
        Assert.Equal(Area([10, 9, 7, 4, 0]), rowMajor.Value("deletion", 4)!.Value, 1e-5);
        using var ordered = new Sample(ones(1, 2, 2), weights, tieOrder: tensor(new[] { 1L, 3, 0, 2 }, [1, 4]));
        Assert.Equal(Area([10, 8, 4, 3, 0]), ordered.Value("deletion", 4)!.Value, 1e-5);
        using var degenerate = new Sample(zeros(1, 2, 2), weights, degenerate: true);
        Assert.Null(degenerate.Value("deletion"));
        Assert.Null(degenerate.Value("insertion"));
    }

    private static double Area(double[] logits)
    {
        var probabilities = logits.Select(logit => 1 / (1 + Math.Exp(-logit))).ToArray();
        return probabilities.Zip(probabilities.Skip(1), (left, right) => (left + right) / 2).Average();
    }

    private static Tensor Plane(float[] values) => tensor(values, [Side, Side]);

    private static Tensor Map(float[] values) => Plane(values).unsqueeze(0);

    private static Tensor Image(float[] values) => Plane(values).expand(1, 3, Side, Side).clone();
}
