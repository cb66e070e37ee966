namespace LCam.Experiments.Results;

/// <summary>A column of a named table.</summary>
/// <param name="Values">Of the dimensions that make columns, in their order.</param>
/// <param name="Heading">What it is called.</param>
public sealed record PivotColumn(IReadOnlyList<string> Values, string Heading);
