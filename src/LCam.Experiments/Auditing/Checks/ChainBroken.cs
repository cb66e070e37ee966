namespace LCam.Experiments.Auditing.Checks;

/// <summary>Each event follows the one before it.</summary>
internal sealed class ChainBroken() : ChainCheck(
    "A1-chain-broken", AuditLevel.Integrity, "An event does not follow the one before it: events were taken out, put in or moved", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var sequence = 0L;
        foreach (var one in subject.Chain.Events)
        {
            if (!one.Follows)
            {
                yield return Found(FormattableString.Invariant($"event {one.Sequence}"), FormattableString.Invariant($"it does not follow event {sequence}"));
            }

            sequence = one.Sequence;
        }
    }
}
