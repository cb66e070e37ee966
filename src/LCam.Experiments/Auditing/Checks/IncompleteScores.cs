using System.Globalization;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every image has a score at every percentage.</summary>
internal sealed class IncompleteScores() : RowCheck(
    "A2-scores-incomplete", AuditLevel.Consistency, "A run lacks a score of an image at a percentage, or has one that was not asked for", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let asked = subject.Stages.GetValueOrDefault(run.StageKey)?.Percentages
        let facts = subject.Facts.GetValueOrDefault(run.Id)
        where asked is not null && facts is not null
        let why = facts.Gap ?? (asked.SequenceEqual(facts.Percentages) ? null : $"asked for were {Text(asked)}, measured are {Text(facts.Percentages)}")
        where why is not null
        select Found($"run {run.Id}", why);

    private static string Text(IEnumerable<double> percentages) => string.Join(" ", percentages.Select(one => one.ToString(CultureInfo.InvariantCulture)));
}
