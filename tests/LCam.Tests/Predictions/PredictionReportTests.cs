using LCam.Predictions;

namespace LCam.Tests.Predictions;

public sealed class PredictionReportTests
{
    [Fact]
    public void Differences_come_by_margin_then_by_line_and_rounding_is_counted_up_to_its_limit()
    {
        var report = new PredictionReport([Of(1, 4, 0.5), Of(2, 5, 0.25), Of(3, 5, 0.5), Of(4, 5, 0.125), Of(5, 5, 0.25)], rounding: 0.25);
        Assert.Equal([3, 2, 5, 4], report.Differences.Select(difference => difference.Line));
        Assert.Equal((5, 1, 4, 3), (report.Images, report.Equal, report.Different, report.WithinRounding));
        Assert.False(report.Agrees);
    }

    [Fact]
    public void Nothing_but_rounding_is_agreement()
    {
        Assert.True(new PredictionReport([Of(1, 5, 0.25)], rounding: 0.25).Agrees);
        Assert.True(new PredictionReport([Of(1, 5, 0)], rounding: 0).Agrees);
        Assert.True(new PredictionReport([Of(1, 4, 0)], rounding: 0).Agrees);
        Assert.False(new PredictionReport([Of(1, 5, 0.25)], rounding: 0).Agrees);
    }

    [Fact]
    public void The_truth_is_counted_for_list_and_model_where_it_is_known()
    {
        ImagePrediction[] predictions = [Of(1, 4, 0, 4), Of(2, 5, 0.5, 4), Of(3, 5, 0.5, 4), Of(4, 5, 0.5, 5), Of(5, 5, 0.5, 6)];
        var report = new PredictionReport(predictions, 0);
        Assert.Equal((3, 2), (report.ListTrue, report.ModelTrue));
        var blind = new PredictionReport([.. predictions.Select(prediction => prediction with { Truth = null })], 0);
        Assert.Equal((null, null), (blind.ListTrue, blind.ModelTrue));
    }

    // The list always says 4.
    private static ImagePrediction Of(int line, int predicted, double margin, int? truth = null) => new()
    {
        Line = line,
        Image = $"{line}.png",
        Listed = 4,
        ListedConfidence = 0.25,
        Predicted = predicted,
        Confidence = 0.25 + margin,
        Truth = truth,
    };
}
