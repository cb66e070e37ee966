namespace LCam.Experiments.Auditing.Checks;

/// <summary>A run's rows in one table are what they were when it ended.</summary>
/// <param name="table">The table's name in digests.</param>
/// <param name="what">What its rows are.</param>
internal sealed class ChangedRows(string table, string what) : RowCheck(
    $"A1-{table}-changed", AuditLevel.Integrity, $"{what} are not what they were when the run ended: rows were edited, added or removed", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.RowChanges[table].Select(change => Found(
        $"run {change.Run}",
        FormattableString.Invariant($"the rows have the digest {change.Now ?? "of none"}, and event {change.Event} says {change.Then ?? "none"}")));
}
