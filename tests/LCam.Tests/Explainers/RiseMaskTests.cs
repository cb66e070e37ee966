using LCam.Explainers.Perturbation;
using LCam.Problems;
using LCam.Tests.Weights;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

public sealed class RiseMaskTests
{
    private static readonly RiseOptions Options = new(6, 4, 0.5, 4, null);

    [Fact]
    public void A_mask_is_a_function_of_the_seed_and_its_number()
    {
        var masks = new RandomMasks(Options, 3);
        var third = masks.Mask(3, 16, 16);
        _ = masks.Mask(0, 16, 16);
        var again = new RandomMasks(Options with { Masks = 100, BatchSize = 1 }, 3).Mask(3, 16, 16);
        Assert.Equal(third.Cells, again.Cells);
        Assert.Equal((third.ShiftY, third.ShiftX), (again.ShiftY, again.ShiftX));
        Assert.NotEqual(third.Cells, new RandomMasks(Options, 4).Mask(3, 16, 16).Cells);
    }

    [Fact]
    public void Cells_are_kept_with_the_given_chance_and_shifts_fill_a_cell()
    {
        var masks = new RandomMasks(Options with { Probability = 0.25 }, 1);
        var drawn = Enumerable.Range(0, 2000).Select(number => masks.Mask(number, 8, 5)).ToArray();
        Assert.Equal(0.25, drawn.Average(mask => mask.Cells.Average()), 0.01);
        Assert.Equal(Enumerable.Range(0, 8), drawn.Select(mask => mask.ShiftY).Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 5), drawn.Select(mask => mask.ShiftX).Distinct().Order());
    }

    [Fact]
    public void Upsampling_interpolates_between_cell_centres_and_mirrors_beyond_the_outer_ones()
    {
        using var scope = NewDisposeScope();

        // Two cells to 3 x 4 pixels a side: pixel i lies at (i + 0.5) / 6 - 0.5 cells, pixel 0 at -5/12.
        var upsampling = new GridUpsampling(2, 8, 8);
        Assert.Equal((4, 4), (upsampling.CellHeight, upsampling.CellWidth));
        var mask = upsampling.Apply([new RiseMask([0, 0, 1, 1], 0, 2)]);
        Assert.Equal([1, 8, 8], mask.shape);
        var column = mask[0].select(1, 5).data<double>().ToArray();
        double[] expected = [5, 3, 1, 1, 3, 5, 7, 9];
        Assert.All(expected.Zip(column), pair => Assert.Equal(pair.First / 12, pair.Second, 1e-12));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], mask.diff(dim: 2)[0, 3].data<double>().ToArray());
    }

    [Fact]
    public void A_mask_file_gives_the_masks_that_it_holds()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, grids: 7, side: 4, shift: 3);
        var mask = new ImportedMasks(path, Options).Mask(5, 16, 16);
        Assert.Equal([.. Enumerable.Range(80, 16).Select(cell => (double)(cell % 2))], mask.Cells);
        Assert.Equal((3, 3), (mask.ShiftY, mask.ShiftX));
    }

    [Fact]
    public void A_mask_file_that_holds_too_little_is_refused_with_every_reason()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, grids: 5, side: 3, shift: 20);
        var refused = Assert.Throws<ProblemException>(() => new ImportedMasks(path, Options));
        Assert.Equal(2, refused.Problems.Count);
        Assert.Contains("grid: has shape (5,3,3), at least (6,4,4) is asked for", refused.Message, StringComparison.Ordinal);
        Assert.Contains("shifts_xy: has shape (5,2), at least (6,2)", refused.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<ProblemException>(() => new ImportedMasks(folder.File("none"), Options));
        Assert.Equal(ProblemKind.DataMissing, missing.Kind);
    }

    [Fact]
    public void A_mask_file_for_larger_inputs_is_refused()
    {
        using var folder = new TemporaryFolder();
        var masks = new ImportedMasks(Write(folder, grids: 6, side: 4, shift: 20), Options);
        var refused = Assert.Throws<ProblemException>(() => masks.Mask(1, 16, 16));
        Assert.Contains("mask 1 is shifted by 20 and 20 pixels, a cell has 16 and 16", refused.Message, StringComparison.Ordinal);
    }

    private static string Write(TemporaryFolder folder, int grids, int side, long shift)
    {
        using var scope = NewDisposeScope();
        using var weights = new StateDict();
        weights.Add("grid", arange(grids * side * side).remainder(2).to(uint8).view(grids, side, side));
        weights.Add("shifts_xy", full([grids, 2], shift, dtype: int64));
        var path = folder.File("masks.safetensors");
        SafetensorsFile.Write(path, weights);
        return path;
    }
}
