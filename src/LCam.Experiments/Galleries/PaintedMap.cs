namespace LCam.Experiments.Galleries;

/// <summary>What was worked out anew of one image and method.</summary>
/// <param name="Before">The stored class's confidence, unmasked.</param>
/// <param name="After">Masked, at the first percentage; null where that was not worked out.</param>
/// <param name="Constant">The map shows nothing, so there is no picture of it.</param>
internal sealed record PaintedMap(double Before, double? After, bool Constant);
