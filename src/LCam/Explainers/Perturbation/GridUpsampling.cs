using static TorchSharp.torch;

namespace LCam.Explainers.Perturbation;

/// <summary>
/// From grids to masks of the input's size, as the RISE authors' code does with scikit-image's <c>resize</c>: bilinear to
/// one cell more a side than fits, half-pixel centres, mirrored at the border pixels' centres, then a shifted crop.
/// PyTorch's interpolation clamps at the border instead, which differs by half a mask's range.
/// </summary>
internal sealed class GridUpsampling
{
    private readonly int _grid;
    private readonly long _height;
    private readonly long _width;

    /// <param name="grid">Cells a side, 2 or more.</param>
    /// <param name="height">Of the masks, in pixels.</param>
    /// <param name="width">Of the masks, in pixels.</param>
    internal GridUpsampling(int grid, long height, long width)
    {
        (_grid, _height, _width) = (grid, height, width);
        CellHeight = (int)((height + grid - 1) / grid);
        CellWidth = (int)((width + grid - 1) / grid);
    }

    /// <summary>Pixels of a cell, rounded up.</summary>
    internal int CellHeight { get; }

    internal int CellWidth { get; }

    /// <summary>(M,H,W) in [0,1], float64, on the CPU.</summary>
    internal Tensor Apply(IReadOnlyList<RiseMask> masks)
    {
        using var scope = NewDisposeScope();
        var cells = tensor(masks.SelectMany(mask => mask.Cells).ToArray(), [masks.Count, _grid, _grid]);
        var rows = Interpolation((_grid + 1) * CellHeight);
        var columns = Interpolation((_grid + 1) * CellWidth);
        var vertical = stack(masks.Select(mask => rows.narrow(0, mask.ShiftY, _height)));
        var horizontal = stack(masks.Select(mask => columns.narrow(0, mask.ShiftX, _width)));
        return vertical.bmm(cells).bmm(horizontal.transpose(1, 2)).MoveToOuterDisposeScope();
    }

    // (size, grid): what each of the pixels takes from each of the cells.
    private Tensor Interpolation(int size)
    {
        var weights = new double[size * _grid];
        for (var i = 0; i < size; i++)
        {
            var place = Mirrored(((i + 0.5) * _grid / size) - 0.5);
            var cell = Math.Min((int)place, _grid - 2);
            weights[(i * _grid) + cell] = cell + 1 - place;
            weights[(i * _grid) + cell + 1] = place - cell;
        }

        return tensor(weights, [size, _grid]);
    }

    private double Mirrored(double place)
    {
        var last = _grid - 1;
        return place < 0 ? -place : place > last ? (2 * last) - place : place;
    }
}
