using LCam.Experiments.Environments;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>All of a run was computed under one set of conditions.</summary>
internal sealed class MixedRun() : AuditCheck(
    "A3-mixed-run",
    AuditLevel.Provenance,
    "A run was continued with other threads, on another device or machine, or by another build of the program",
    "run the experiment in one go in a new store, or say so beside the table",
    FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let differing = Conditions.Mixture([.. subject.EnvironmentsOf(run).Select(subject.Text)])
        where differing.Count > 0
        select Found($"run {run.Id}", string.Join("; ", differing));
}
