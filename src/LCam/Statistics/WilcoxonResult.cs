namespace LCam.Statistics;

/// <summary>What the signed-rank test says.</summary>
/// <param name="Pairs">Pairs that differ.</param>
/// <param name="PositiveRanks">Sum of the ranks of positive differences.</param>
/// <param name="NegativeRanks">Sum of those of negative ones.</param>
/// <param name="PValue">Two-sided; 1 where no pair differs.</param>
/// <param name="RankBiserial">Effect size in [-1, 1] (Kerby 2014): the share of ranks for a positive difference less that against; 0 where no pair differs.</param>
public sealed record WilcoxonResult(int Pairs, double PositiveRanks, double NegativeRanks, double PValue, double RankBiserial);
