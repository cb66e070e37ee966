namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every run that the chain tells of is there, or was removed on request.</summary>
internal sealed class MissingRun() : ChainCheck(
    "A1-run-missing", AuditLevel.Integrity, "The chain tells of a run that the store no longer has, and of no removal", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Chain.Ends.Values
        .Where(end => !subject.Runs.ContainsKey(end.Subject) && !subject.IsRemoved(end.Subject))
        .Select(end => Found($"run {end.Subject}", FormattableString.Invariant($"event {end.Sequence} is {end.Kind}")));
}
