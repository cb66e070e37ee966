using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The chain still has the head that was sealed.</summary>
internal sealed class SealedChain() : ChainCheck(
    "A1-seal-chain", AuditLevel.Integrity, "The chain of events does not go through the head that a seal has", "restore the store from a copy: the chain was made anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        let head = Head(seal)
        let one = head.Sequence is 0 ? null : subject.Chain.Events.ElementAtOrDefault((int)head.Sequence - 1)
        where head.Sequence != 0 && (one is null || one.Sequence != head.Sequence || one.Hash is null || one.Hash != Digest.Parse(head.Hash))
        select Found(seal.Experiment, FormattableString.Invariant($"event {head.Sequence} has the hash {one?.Hash?.ToString() ?? "of none"}, not {head.Hash}"));

    // No chain has an event before its first: a seal that tells of no head is found.
    private static (long Sequence, string? Hash) Head(AuditedSeal seal) =>
        seal.Chain is { } chain && chain.TryGetProperty("sequence", out var sequence) && chain.TryGetProperty("hash", out var hash)
            ? (sequence.GetInt64(), hash.GetString())
            : (-1, null);
}
