namespace LCam.Evaluation;

/// <summary>
/// The paper's metrics over per-image scores (paper section 4; the reference's <c>utils/Metrics.py</c>). Every image counts;
/// of no images each is NaN.
/// </summary>
public static class ConfidenceScores
{
    private const int Top5 = 5;

    /// <summary>All metrics at one percentage.</summary>
    /// <exception cref="ArgumentException">An image was not measured at that percentage.</exception>
    public static ConfidenceSummary Summarise(IReadOnlyCollection<ImageScore> scores, double percentage)
    {
        var masked = scores.Select(score => At(score, percentage)).ToArray();
        var before = scores.Select(score => score.Confidence).ToArray();
        var after = masked.Select(score => score.Confidence).ToArray();
        return new ConfidenceSummary
        {
            Percentage = percentage,
            Images = scores.Count,
            DegenerateMaps = scores.Count(score => score.Degenerate),
            AverageDrop = AverageDrop(before, after),
            IncreaseInConfidence = IncreaseInConfidence(before, after),
            Top1Before = Accuracy(scores.Select(score => score.LabelRank), 1),
            Top5Before = Accuracy(scores.Select(score => score.LabelRank), Top5),
            Top1After = Accuracy(masked.Select(score => score.LabelRank), 1),
            Top5After = Accuracy(masked.Select(score => score.LabelRank), Top5),
        };
    }

    /// <summary>AD: 100 x mean of max(0, Y - O) / Y, in percent; NaN when any O is.</summary>
    public static double AverageDrop(IReadOnlyList<double> before, IReadOnlyList<double> after) =>
        Mean(before.Zip(after, (y, o) => 100 * Math.Max(0, y - o) / y));

    /// <summary>IC: share of images with O above Y, in percent; NaN is no increase.</summary>
    public static double IncreaseInConfidence(IReadOnlyList<double> before, IReadOnlyList<double> after) =>
        Mean(before.Zip(after, (y, o) => o > y ? 100.0 : 0.0));

    private static double Accuracy(IEnumerable<int> ranks, int top) => Mean(ranks.Select(rank => rank < top ? 100.0 : 0.0));

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();

    private static MaskedScore At(ImageScore score, double percentage) =>
        score.Masked.FirstOrDefault(masked => masked.Percentage.Equals(percentage))
        ?? throw new ArgumentException(FormattableString.Invariant($"{score.Image} was not measured at percentage {percentage}"), nameof(percentage));
}
