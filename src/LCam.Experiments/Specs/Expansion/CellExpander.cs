using LCam.Experiments.Specs.Keys;
using LCam.Problems;

namespace LCam.Experiments.Specs.Expansion;

/// <summary>Walks the matrix. What only its cells show to be wrong goes to the problems.</summary>
internal sealed class CellExpander(ExperimentSpec spec, List<Problem> problems)
{
    /// <summary>A larger matrix is a slip: its planning alone would take minutes.</summary>
    public const int MaximumCells = 250_000;

    private readonly CellSet _cells = new(spec, problems);

    public IReadOnlyList<Cell> Expand()
    {
        var axes = spec.Matrix.Axes;
        var count = axes.Count == 0 ? 0 : axes.Aggregate(1.0, (product, axis) => product * axis.Values.Count);
        if (count > MaximumCells)
        {
            var where = axes.MaxBy(axis => axis.Values.Count)!;
            problems.Add(new Problem(where.Values[0].Origin.Where($"matrix.{where.Key}"), $"the matrix has {count:F0} cells, more than {MaximumCells}", "give its axes fewer values"));
            return [];
        }

        if (count > 0)
        {
            Matrix(axes, (int)count);
        }

        foreach (var point in spec.Matrix.Include)
        {
            Include(point);
        }

        return _cells.ToList();
    }

    private void Matrix(IReadOnlyList<MatrixAxis> axes, int count)
    {
        Exclusion[] exclusions = [.. spec.Matrix.Exclude.Select(point => new Exclusion(point, axes))];
        string[] keys = [.. axes.Select(axis => axis.Key)];
        var indices = new int[axes.Count];
        for (var number = 0; number < count; number++)
        {
            IReadOnlyList<double> percentages = spec.Matrix.Percentages;
            foreach (var exclusion in exclusions)
            {
                percentages = exclusion.Filter(indices, percentages);
            }

            if (percentages.Count > 0)
            {
                _cells.Add(new CellPoint(keys, Values(axes, indices)), percentages);
            }

            Advance(indices, axes);
        }

        foreach (var exclusion in exclusions.Where(exclusion => !exclusion.HasMatched))
        {
            problems.Add(new Problem(exclusion.Point.Where, "this excludes nothing", Reason(exclusion.Point, axes)));
        }
    }

    private static AxisValue[] Values(IReadOnlyList<MatrixAxis> axes, int[] indices)
    {
        var values = new AxisValue[indices.Length];
        for (var axis = 0; axis < indices.Length; axis++)
        {
            values[axis] = axes[axis].Values[indices[axis]];
        }

        return values;
    }

    private static void Advance(int[] indices, IReadOnlyList<MatrixAxis> axes)
    {
        for (var axis = axes.Count - 1; axis >= 0 && ++indices[axis] == axes[axis].Values.Count; axis--)
        {
            indices[axis] = 0;
        }
    }

    private string Reason(MatrixPoint point, IReadOnlyList<MatrixAxis> axes)
    {
        var strange = axes.FirstOrDefault(axis => point.Values.TryGetValue(axis.Key, out var value) && axis.Values.All(known => known.Text != value.Text));
        return strange is not null
            ? $"the matrix's '{strange.Key}' has no value {point.Values[strange.Key].Text}"
            : point.Percentages is { } muted && !muted.Any(spec.Matrix.Percentages.Contains)
                ? $"the matrix's '{SpecKeys.PercentageAxis}' has none of these values"
                : "other entries exclude the same cells";
    }

    private void Include(MatrixPoint point)
    {
        string[] keys = [.. SpecKeys.MainAxes, .. TrainingKeys.All.Select(key => key.Name).Where(point.Values.ContainsKey)];
        _cells.Add(new CellPoint(keys, [.. keys.Select(key => point.Values[key])]), point.Percentages ?? spec.Matrix.Percentages);
    }
}
