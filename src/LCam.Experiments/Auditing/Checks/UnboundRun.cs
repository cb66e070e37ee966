namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every run that succeeded is bound to the chain.</summary>
internal sealed class UnboundRun() : ChainCheck(
    "A1-run-unbound", AuditLevel.Integrity, "No event binds the numbers of a run that succeeded: it was put in by hand, or by a program before there were such events", "run the experiment in a new store, with --store")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.InScope
        .Where(run => run.Succeeded && (!subject.Chain.Ends.TryGetValue(run.Id, out var end) || (end.IsSuccess && end.Digests is null)))
        .Select(run => Found($"run {run.Id}", "the chain has no digests of it"));
}
