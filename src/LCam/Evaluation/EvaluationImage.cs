namespace LCam.Evaluation;

/// <summary>Which image a row of a batch is.</summary>
/// <param name="Index">0-based place in the list.</param>
/// <param name="Image">Path in the list.</param>
/// <param name="Label">The list's class.</param>
public sealed record EvaluationImage(int Index, string Image, int Label);
