namespace LCam.Experiments.Results.Layout;

/// <summary>One line of a grid.</summary>
/// <param name="Names">What it is called, one text for each of the grid's heads; a title has one.</param>
/// <param name="Footnotes">1-based places of the footnotes it refers to.</param>
/// <param name="Cells">Empty for a title.</param>
public sealed record GridLine(GridLineKind Kind, IReadOnlyList<string> Names, IReadOnlyList<int> Footnotes, IReadOnlyList<GridCell> Cells)
{
    /// <summary>A title over the lines that follow.</summary>
    public static GridLine Title(GridLineKind kind, string text) => new(kind, [text], [], []);
}
