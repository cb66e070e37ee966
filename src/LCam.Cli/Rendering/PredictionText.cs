using LCam.Predictions;

namespace LCam.Cli.Rendering;

/// <summary>A comparison of predictions for people: a line for each difference, then the counts.</summary>
internal static class PredictionText
{
    public static void Print(TextWriter output, PredictionCheckOptions options, PredictionReport report)
    {
        foreach (var difference in report.Differences)
        {
            var rounding = report.IsRounding(difference) ? ", within rounding" : "";
            output.WriteLine(FormattableString.Invariant(
                $"{options.List}:{difference.Line}: {difference.Image}: the list says {difference.Listed} ({difference.ListedConfidence:F6}), the model {difference.Predicted} ({difference.Confidence:F6}), margin {difference.Margin:F6}{rounding}"));
        }

        output.WriteLine(FormattableString.Invariant(
            $"{options.List}: {report.Images} images, {report.Equal} equal, {report.Different} different, {report.WithinRounding} of them within rounding (margin up to {report.Rounding})"));
        if (report is { ListTrue: { } listTrue, ModelTrue: { } modelTrue })
        {
            output.WriteLine(FormattableString.Invariant(
                $"{options.Truth}: of {report.Images} images the list is right on {listTrue}, the model on {modelTrue}"));
        }
    }
}
