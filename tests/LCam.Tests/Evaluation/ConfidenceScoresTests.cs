using LCam.Evaluation;

namespace LCam.Tests.Evaluation;

public sealed class ConfidenceScoresTests
{
    private static readonly double[] Before = [0.5, 0.2, 0.9, 0.3];

    // The reference's own functions on these numbers give 21.666666666666664 and 25.
    [Fact]
    public void Average_drop_counts_every_image_and_increase_only_strict_gains()
    {
        double[] after = [0.4, 0.3, 0.9, 0.1];
        Assert.Equal(21.666666666666664, ConfidenceScores.AverageDrop(Before, after), 1e-12);
        Assert.Equal(25, ConfidenceScores.IncreaseInConfidence(Before, after));
    }

    [Fact]
    public void One_nan_makes_the_drop_nan_and_is_no_increase()
    {
        double[] after = [0.4, 0.3, double.NaN, 0.1];
        Assert.Equal(double.NaN, ConfidenceScores.AverageDrop(Before, after));
        Assert.Equal(25, ConfidenceScores.IncreaseInConfidence(Before, after));
    }

    [Fact]
    public void A_summary_counts_ranks_and_degenerate_maps_at_its_own_percentage()
    {
        ImageScore[] scores =
        [
            Score(0.8, 0, new MaskedScore(0, 0.4, 0), new MaskedScore(0.5, 0.9, 4)),
            Score(0.5, 5, new MaskedScore(0, 0.6, 5), new MaskedScore(0.5, 0.5, 1)) with { Degenerate = true },
        ];
        var summary = ConfidenceScores.Summarise(scores, 0.5);
        Assert.Equal((2, 1, 0.0, 50.0), (summary.Images, summary.DegenerateMaps, summary.AverageDrop, summary.IncreaseInConfidence));
        Assert.Equal((50.0, 50.0, 0.0, 100.0), (summary.Top1Before, summary.Top5Before, summary.Top1After, summary.Top5After));
        Assert.Equal(25, ConfidenceScores.Summarise(scores, 0).AverageDrop);
        Assert.Throws<ArgumentException>(() => ConfidenceScores.Summarise(scores, 0.85));
    }

    private static ImageScore Score(double confidence, int rank, params MaskedScore[] masked) => new()
    {
        Index = 0,
        Image = "a.JPEG",
        Label = 0,
        Predicted = 0,
        Confidence = confidence,
        LabelRank = rank,
        Degenerate = false,
        Masked = masked,
    };
}
