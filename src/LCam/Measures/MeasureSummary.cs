using LCam.Evaluation;

namespace LCam.Measures;

/// <summary>A measure's mean over the images on which it is defined, or counts as something where it is not.</summary>
/// <param name="Id">The measure's.</param>
/// <param name="Mean">In the measure's unit; null where no image has a value.</param>
/// <param name="Images">Images that count.</param>
/// <param name="Measured">Images that were measured, those without a value included.</param>
public sealed record MeasureSummary(string Id, double? Mean, int Images, int Measured)
{
    /// <summary>The summary of one measure; null where no image was measured by it.</summary>
    public static MeasureSummary? Of(IEnumerable<ImageScore> scores, string id)
    {
        var undefined = MeasureRegistry.Known(id)?.UndefinedCountsAs;
        var measured = scores.Where(score => score.Measures?.ContainsKey(id) == true).Select(score => score.Measures![id] ?? undefined).ToList();
        var defined = measured.OfType<double>().ToList();
        return measured.Count == 0 ? null : new MeasureSummary(id, defined.Count == 0 ? null : defined.Average(), defined.Count, measured.Count);
    }
}
