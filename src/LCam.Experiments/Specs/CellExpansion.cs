namespace LCam.Experiments.Specs;

/// <summary>Makes the cells of a spec.</summary>
public static class CellExpansion
{
    /// <summary>
    /// The cells: the matrix in the order written, the first axis slowest, less what is excluded, then the included
    /// points. Percentages never make a cell; points that mean the same training and measuring are one cell with the
    /// percentages of all of them.
    /// </summary>
    public static IReadOnlyList<Cell> Expand(ExperimentSpec spec) => spec.Cells;
}
