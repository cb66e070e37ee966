using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The sealed spec is what it was.</summary>
internal sealed class SealedSpec() : AuditCheck(
    "A1-seal-spec", AuditLevel.Integrity, "The spec in the store is not the one that was sealed", "restore the store from a copy, or run the experiment: it is then sealed anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        let experiment = subject.Store.Experiments.Find(seal.Experiment)
        where experiment is null
            || ContentAddress.Of(experiment.SpecText) != seal.Hash("spec-sha256")
            || ContentAddress.Of(experiment.Resolved) != seal.Hash("resolved-sha256")
        select Found(seal.Experiment, experiment is null ? "the store no longer has it" : "its text or its resolved values are others");
}
