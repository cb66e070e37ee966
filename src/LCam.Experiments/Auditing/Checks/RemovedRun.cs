namespace LCam.Experiments.Auditing.Checks;

/// <summary>What was removed on request is not there, unless it was begun again.</summary>
internal sealed class RemovedRun() : ChainCheck(
    "A1-run-removed", AuditLevel.Integrity, "The chain tells that a run was removed, and the store has it without a new start", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Chain.Removals
        .Where(removed => subject.Runs.ContainsKey(removed.Key) && subject.Chain.Starts.GetValueOrDefault(removed.Key) < removed.Value)
        .Select(removed => Found($"run {removed.Key}", FormattableString.Invariant($"event {removed.Value} removed it")));
}
