namespace LCam.Experiments.Results;

/// <summary>A row of a named table.</summary>
/// <param name="Values">Of the dimensions that make rows, in their order.</param>
/// <param name="Names">The same for people.</param>
/// <param name="Kind">What its explainer is: of several, the first.</param>
/// <param name="Cells">One for each column; null where the experiment has nothing there.</param>
/// <param name="Notes">What a reader of the numbers must know.</param>
public sealed record PivotRow(
    IReadOnlyList<string> Values, IReadOnlyList<string> Names, RowKind Kind, IReadOnlyList<PivotCell?> Cells, IReadOnlyList<string> Notes);
