namespace LCam.Evaluation;

/// <summary>How one image fared when masked by its own muted map.</summary>
/// <param name="Percentage">Share of the map's pixels that were muted.</param>
/// <param name="Confidence">O: softmax probability of the explained class. NaN where the map was NaN.</param>
/// <param name="LabelRank">Number of classes that scored above the list's label; 0 is top-1, below 5 is top-5.</param>
public sealed record MaskedScore(double Percentage, double Confidence, int LabelRank);
