namespace LCam.Experiments.Auditing.Checks;

/// <summary>It is recorded where every run's numbers come from.</summary>
internal sealed class UntracedRun() : AuditCheck(
    "A3-untraced", AuditLevel.Provenance, "It is not recorded from which source and inputs, or in which environment, a run's numbers come", "run the experiment in a new store, with --store")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let missing = string.Join(", ", Missing(subject, run))
        where missing.Length > 0
        select Found($"run {run.Id}", $"unknown: {missing}");

    private static IEnumerable<string> Missing(AuditSubject subject, AuditedRun run)
    {
        if (subject.Text(run.SourceId) is null)
        {
            yield return "source";
        }

        if (subject.Text(run.InputsId) is null)
        {
            yield return "inputs";
        }

        if (subject.Text(run.EnvironmentId)?["program"] is null)
        {
            yield return "program";
        }
    }
}
