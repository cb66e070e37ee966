using Dapper;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>IC times the number of images is whole.</summary>
internal sealed class BrokenIncrease() : AuditCheck(
    "A2-increase", AuditLevel.Consistency, "A kept increase in confidence is no whole number of images", "restore the store from a copy")
{
    private const double Rounding = 1e-6;

    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from row in subject.Connection.Query<(string Run, string Summary)>("SELECT run_id, summary FROM score_summaries ORDER BY run_id")
        where subject.Runs.GetValueOrDefault(row.Run) is { } run && subject.IsInScope(run)
        from at in ScoreSummary.Parse(row.Summary).Percentages
        let images = at.IncreaseInConfidence / 100 * at.Images
        where double.IsFinite(images) && Math.Abs(images - Math.Round(images)) > Rounding
        select Found($"run {row.Run}", FormattableString.Invariant($"IC {at.IncreaseInConfidence} % of {at.Images} images at percentage {at.Percentage}"));
}
