namespace LCam.Experiments.Specs;

/// <summary>The spec's <c>matrix</c>.</summary>
public sealed record MatrixSpec
{
    /// <summary>The axes that make cells, in the order in which they are expanded, the five main ones first; empty when all cells are included ones.</summary>
    public required IReadOnlyList<MatrixAxis> Axes { get; init; }

    /// <summary>In [0, 1], as written.</summary>
    public required IReadOnlyList<double> Percentages { get; init; }

    public required IReadOnlyList<MatrixPoint> Exclude { get; init; }

    public required IReadOnlyList<MatrixPoint> Include { get; init; }
}
