namespace LCam.Experiments.Auditing.Checks;

/// <summary>A run stands as the chain says.</summary>
internal sealed class RunStateChanged() : ChainCheck(
    "A1-run-state", AuditLevel.Integrity, "A run's state is not the one that the chain of events leads to", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        let end = subject.Chain.Ends.GetValueOrDefault(run.Id)
        where end is not null && !Fits(run.State, end)
        select Found($"run {run.Id}", FormattableString.Invariant($"it is {run.State}, and the last event of it, {end.Sequence}, is {end.Kind}"));

    // A claim and the event that tells of it are two: in between a run may be under way whose last event is an interruption.
    private static bool Fits(string state, AuditedEvent end) => state switch
    {
        "succeeded" => end.IsSuccess,
        "failed" => end.Kind == "run-failed",
        "interrupted" => end.Kind == "run-interrupted",
        _ => !end.IsSuccess,
    };
}
