namespace LCam.Experiments.Auditing.Checks;

/// <summary>The chain reaches as far as the latest seal says.</summary>
internal sealed class ChainCut() : ChainCheck(
    "A1-chain-cut", AuditLevel.Integrity, "The chain of events ends before the event of a seal, or a run's row is newer than the chain", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var last = subject.Chain.Events.Count == 0 ? 0 : subject.Chain.Events[^1].Sequence;
        return subject.Seals.Values.Where(seal => seal.Sequence > last)
            .Select(seal => Found(seal.Experiment, FormattableString.Invariant($"it was sealed by event {seal.Sequence}, and the last event is {last}")));
    }
}
