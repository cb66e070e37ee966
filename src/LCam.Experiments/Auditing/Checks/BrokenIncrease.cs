using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>IC times the number of images is whole.</summary>
internal sealed class BrokenIncrease() : RowCheck(
    "A2-increase", AuditLevel.Consistency, "A kept increase in confidence is no whole number of images", "restore the store from a copy")
{
    private const double Rounding = 1e-6;

    // The increase that the scores give is a count of images: only a summary that is another can have one that is not.
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        let kept = subject.Facts.GetValueOrDefault(run.Id)?.SummaryDifference?.Kept
        where kept is not null
        from at in ScoreSummary.Parse(kept).Percentages
        let images = at.IncreaseInConfidence / 100 * at.Images
        where double.IsFinite(images) && Math.Abs(images - Math.Round(images)) > Rounding
        select Found($"run {run.Id}", FormattableString.Invariant($"IC {at.IncreaseInConfidence} % of {at.Images} images at percentage {at.Percentage}"));
}
