namespace LCam.Experiments.Auditing.Checks;

/// <summary>The chain still has the head that was sealed.</summary>
internal sealed class SealedChain() : AuditCheck(
    "A1-seal-chain", AuditLevel.Integrity, "The chain of events does not go through the head that a seal has", "restore the store from a copy: the chain was made anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        let chain = seal.Manifest?["chain"]
        let sequence = (long?)chain?["sequence"] ?? -1
        let one = sequence is 0 ? null : subject.Events.ElementAtOrDefault((int)sequence - 1)
        where sequence != 0 && (one is null || one.Sequence != sequence || one.Hash != (string?)chain?["hash"])
        select Found(seal.Experiment, FormattableString.Invariant($"event {sequence} has the hash {one?.Hash ?? "of none"}, not {(string?)chain?["hash"]}"));
}
