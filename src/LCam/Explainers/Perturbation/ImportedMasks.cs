using LCam.Problems;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Explainers.Perturbation;

/// <summary>Masks that another program drew: a safetensors file with <c>grid</c> (M,g,g) of 0 and 1, and <c>shifts_xy</c> (M,2), rows first.</summary>
internal sealed class ImportedMasks : IRiseMaskSource
{
    private const string GridEntry = "grid";
    private const string ShiftsEntry = "shifts_xy";
    private readonly string _path;
    private readonly double[] _cells;
    private readonly long[] _shifts;
    private readonly int _cellsPerMask;

    /// <exception cref="ProblemException">The file is missing or wrong, or holds fewer masks or another grid than the options ask for.</exception>
    internal ImportedMasks(string path, RiseOptions options)
    {
        using var file = SafetensorsFile.Read(path);
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, [.. Check(path, file.Summaries(), options)]);
        _path = path;
        _cellsPerMask = options.Grid * options.Grid;
        using var scope = NewDisposeScope();
        _cells = [.. file[GridEntry].narrow(0, 0, options.Masks).to(float64).data<double>()];
        _shifts = [.. file[ShiftsEntry].narrow(0, 0, options.Masks).to(int64).data<long>()];
        if (_cells.Any(cell => cell is not (0 or 1)) || _shifts.Any(shift => shift < 0))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, "holds cells that are not 0 or 1, or shifts below 0"));
        }
    }

    public RiseMask Mask(int number, int cellHeight, int cellWidth)
    {
        var (y, x) = (_shifts[2 * number], _shifts[(2 * number) + 1]);
        if (y >= cellHeight || x >= cellWidth)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                _path,
                FormattableString.Invariant($"mask {number} is shifted by {y} and {x} pixels, a cell has {cellHeight} and {cellWidth}"),
                "the masks were made for a larger input"));
        }

        return new RiseMask(_cells[(number * _cellsPerMask)..((number + 1) * _cellsPerMask)], (int)y, (int)x);
    }

    /// <summary>What is wrong with the shapes in a file, by its header.</summary>
    /// <exception cref="ProblemException">There is no such file, or it is no safetensors file.</exception>
    internal static IReadOnlyList<Problem> Check(string path, RiseOptions options) => [.. Check(path, SafetensorsFile.ReadHeader(path).Entries, options)];

    private static IEnumerable<Problem> Check(string path, IEnumerable<TensorSummary> entries, RiseOptions options)
    {
        var shapes = entries.ToDictionary(entry => entry.Name, entry => entry.Shape, StringComparer.Ordinal);
        foreach (var (name, needed) in new (string, long[])[] { (GridEntry, [options.Masks, options.Grid, options.Grid]), (ShiftsEntry, [options.Masks, 2]) })
        {
            if (!shapes.TryGetValue(name, out var shape))
            {
                yield return new Problem($"{path}:{name}", "is missing", $"a mask file has {GridEntry} and {ShiftsEntry}");
            }
            else if (!Fits(shape, needed))
            {
                yield return Shape(path, name, shape, needed);
            }
        }
    }

    private static bool Fits(IReadOnlyList<long> shape, long[] needed) =>
        shape.Count == needed.Length && shape[0] >= needed[0] && shape.Skip(1).SequenceEqual(needed.Skip(1));

    private static Problem Shape(string path, string name, IReadOnlyList<long> shape, long[] needed) => new(
        $"{path}:{name}",
        $"has shape ({string.Join(",", shape)}), at least ({string.Join(",", needed)}) is asked for",
        "set the masks and the grid to what the file holds");
}
