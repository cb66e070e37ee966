using CsCheck;
using LCam.Evaluation;
using LCam.Explainers;
using LCam.Experiments.Specs;
using LCam.Losses;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Tests.Specs;

public sealed class CellExpansionTests
{
    [Fact]
    public void Cells_follow_the_matrix_as_written_and_included_points_come_last()
    {
        var cells = Expand("""
              exclude: [ { variant: fm, loss: cross-entropy }, { backbone: resnet50, seed: 2 } ]
              include: [ { backbone: vgg16, variant: img-7x7, loss: lcam, seed: 9, percentage: 0 } ]
            """);
        Assert.Equal(
            [
                "vgg16 fm lcam 1", "vgg16 fm lcam 2", "vgg16 img lcam 1", "vgg16 img lcam 2", "vgg16 img cross-entropy 1", "vgg16 img cross-entropy 2",
                "resnet50 fm lcam 1", "resnet50 img lcam 1", "resnet50 img cross-entropy 1",
                "vgg16 img-7x7 lcam 9",
            ],
            cells.Select(cell => $"{cell.Backbone.Name} {SpecNames.Of(cell.Variant)} {SpecNames.Of(cell.Loss)} {cell.Seed}"));
        Assert.Equal([0], cells[^1].Percentages);
        Assert.Equal([0, 0.5, 0.85], cells[0].Percentages);
    }

    [Fact]
    public void Training_keys_are_axes_and_percentage_is_none()
    {
        var cells = Expand("  percentage: [0, 0.5]\n  losses.area: [1, 2]\n  quirks.training-dropout: [true, false]\n");
        Assert.Equal(16 * 4, cells.Count);
        Assert.Equal([1.0, 1, 2, 2], cells.Take(4).Select(cell => cell.Training.Losses.Area));
        Assert.Equal([true, false, true, false], cells.Take(4).Select(cell => cell.Training.Quirks.TrainingDropout));
        Assert.Equal("1", cells[0].AxisValues["losses.area"]);
    }

    [Fact]
    public void Protocol_decides_quirks_and_constant_maps_of_each_cell()
    {
        var cells = Expand("  protocol: [reference, corrected]\n");
        Assert.All(cells, cell => Assert.Equal(QuirkOptions.For(cell.Protocol), cell.Training.Quirks));
        Assert.All(cells, cell => Assert.Equal(cell.Protocol == Protocol.Reference ? ConstantMap.NaN : ConstantMap.Zero, cell.Evaluation.ConstantMap));
        Assert.All(cells, cell => Assert.Equal(AttentionMap.PreSigmoid, cell.Evaluation.Map));
        Assert.Equal(16, cells.Count(cell => cell.Protocol == Protocol.Corrected));
    }

    [Fact]
    public void Points_that_mean_the_same_are_one_cell_with_all_percentages()
    {
        var cells = Expand("  percentage: [0]\n  include: [ { backbone: vgg16, variant: fm, loss: lcam, seed: 1, percentage: [0, 0.7], epochs: 8 } ]\n");
        Assert.Equal(16, cells.Count);
        Assert.Equal([0, 0.7], cells[0].Percentages);
    }

    [Fact]
    public void Excluding_a_percentage_keeps_the_cell()
    {
        var cells = Expand("  exclude: [ { variant: fm, percentage: 0.5 } ]\n");
        Assert.Equal(16, cells.Count);
        Assert.All(cells, cell => Assert.Equal(cell.Variant == Variant.FeatureMaps ? 2 : 3, cell.Percentages.Count));
    }

    [Fact]
    public void A_matrix_may_be_of_included_points_alone()
    {
        var yaml = SpecFixture.Good[..SpecFixture.Good.IndexOf("matrix:", StringComparison.Ordinal)]
            + "matrix: { include: [ { backbone: resnet50, variant: img, loss: cross-entropy, seed: 3 } ] }";
        var cell = Assert.Single(CellExpansion.Expand(SpecFixture.Read(yaml)));
        Assert.Equal((LossKind.CrossEntropy, 3L, "reference"), (cell.Loss, cell.Seed, cell.AxisValues["protocol"]));
    }

    [Fact]
    public void Cells_are_the_product_of_the_axes_less_the_excluded() =>
        Gen.Select(Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[0, 5]).Sample(
            (variants, losses, seeds, rates, excluded) =>
            {
                var removed = Math.Min(excluded, seeds - 1);
                var yaml = SpecFixture.Good
                    .Replace("[fm, img]", $"[{string.Join(", ", new[] { "img", "fm" }.Take(variants))}]", StringComparison.Ordinal)
                    .Replace("[lcam, cross-entropy]", $"[{string.Join(", ", new[] { "cross-entropy", "lcam" }.Take(losses))}]", StringComparison.Ordinal)
                    .Replace("[1, 2]", $"[{string.Join(", ", Enumerable.Range(1, seeds))}]", StringComparison.Ordinal)
                    + $"\n  learning-rate: [{string.Join(", ", new[] { "1e-4", "0.001", "1.0e-2" }.Take(rates))}]"
                    + $"\n  exclude: [{string.Join(", ", Enumerable.Range(1, removed).Select(seed => $"{{ backbone: vgg16, seed: {seed} }}"))}]";
                var cells = CellExpansion.Expand(SpecFixture.Read(yaml));
                return cells.Count == variants * losses * rates * (seeds + seeds - removed)
                    && cells.Select(cell => string.Join(" ", cell.AxisValues.Values)).Distinct().Count() == cells.Count;
            },
            iter: 100);

    private static IReadOnlyList<Cell> Expand(string matrixEnd) => CellExpansion.Expand(SpecFixture.Read($"{SpecFixture.Good}\n{matrixEnd}"));
}
