namespace LCam.Experiments.Auditing.Checks;

/// <summary>No file in a run's folder that the run did not leave.</summary>
internal sealed class OrphanFile() : FolderCheck(
    "A0-orphan-file", AuditLevel.Completeness, "A file in the folder of a finished run is none that the run left", "look at it, and take it away", FindingSeverity.Warning)
{
    private const string Log = "log.txt";
    private const string Checkpoints = "checkpoints";

    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        from name in subject.Folders.Of(run).Keys.Order(StringComparer.Ordinal)
        where name != Log && !name.StartsWith(Checkpoints, StringComparison.Ordinal) && subject.Artifacts[run.Id].All(artifact => artifact.Path != name)
        select Found($"run {run.Id}", name);
}
