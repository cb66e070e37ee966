namespace LCam.Experiments.Specs.Expansion;

/// <summary>An entry of <c>exclude</c>, prepared for comparing indices.</summary>
internal sealed class Exclusion
{
    private const int Anything = -1;
    private const int Nothing = -2;

    private readonly int[] _indices;

    public Exclusion(MatrixPoint point, IReadOnlyList<MatrixAxis> axes)
    {
        Point = point;
        _indices = [.. axes.Select(axis => point.Values.TryGetValue(axis.Key, out var value) ? IndexOf(axis, value) : Anything)];
    }

    public MatrixPoint Point { get; }

    public bool HasMatched { get; private set; }

    /// <summary>What of the percentages is left of the cell at these indices.</summary>
    public IReadOnlyList<double> Filter(ReadOnlySpan<int> cell, IReadOnlyList<double> percentages)
    {
        for (var axis = 0; axis < _indices.Length; axis++)
        {
            if (_indices[axis] != Anything && _indices[axis] != cell[axis])
            {
                return percentages;
            }
        }

        double[] left = Point.Percentages is { } removed ? [.. percentages.Except(removed)] : [];
        HasMatched |= left.Length < percentages.Count;
        return left;
    }

    private static int IndexOf(MatrixAxis axis, AxisValue value)
    {
        var index = axis.Values.ToList().FindIndex(known => known.Text == value.Text);
        return index < 0 ? Nothing : index;
    }
}
