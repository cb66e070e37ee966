namespace LCam.Experiments.Journals;

/// <summary>One image measured after muting a share of its map.</summary>
/// <param name="Percentage">Share of the map's pixels muted, in [0,1].</param>
/// <param name="Confidence">Softmax of the explained class on the masked image; NaN under a NaN map.</param>
/// <param name="LabelRank">0-based rank of the list's label on the masked image.</param>
public sealed record PercentageScore(double Percentage, double Confidence, int LabelRank);
