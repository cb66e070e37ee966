using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Each event follows the one before it.</summary>
internal sealed class ChainBroken() : AuditCheck(
    "A1-chain-broken", AuditLevel.Integrity, "An event does not follow the one before it: events were taken out, put in or moved", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var (sequence, hash) = (0L, EventLog.Genesis);
        foreach (var one in subject.Events)
        {
            if (one.Sequence != sequence + 1 || one.PreviousHash != hash)
            {
                yield return Found(FormattableString.Invariant($"event {one.Sequence}"), FormattableString.Invariant($"it does not follow event {sequence}"));
            }

            (sequence, hash) = (one.Sequence, one.Hash);
        }
    }
}
