namespace LCam.Experiments.Results;

/// <summary>Rows of a named table that belong together.</summary>
/// <param name="Values">Of the dimensions that make groups, in their order.</param>
/// <param name="Title">What it is called; empty where the table has no groups.</param>
/// <param name="Rows">In order.</param>
public sealed record PivotGroup(IReadOnlyList<string> Values, string Title, IReadOnlyList<PivotRow> Rows);
