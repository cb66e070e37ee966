namespace LCam.Experiments.Auditing.Checks;

/// <summary>No file in a run's folder that the run did not leave.</summary>
internal sealed class OrphanFile() : AuditCheck(
    "A0-orphan-file", AuditLevel.Completeness, "A file in the folder of a finished run is none that the run left", "look at it, and take it away", FindingSeverity.Warning)
{
    private const string Log = "log.txt";
    private const string Checkpoints = "checkpoints";

    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var artifacts = subject.Artifacts;
        return
            from run in subject.InScope.AsParallel().AsOrdered()
            where run.Succeeded
            let folder = subject.PathOf(run, "")
            where subject.FileSystem.Directory.Exists(folder)
            from file in subject.FileSystem.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            let name = subject.FileSystem.Path.GetRelativePath(folder, file)
            where name != Log && !name.StartsWith(Checkpoints, StringComparison.Ordinal) && artifacts[run.Id].All(artifact => artifact.Path != name)
            select Found($"run {run.Id}", name);
    }
}
