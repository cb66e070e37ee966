namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every file that a run left is there.</summary>
internal sealed class MissingArtifact() : AuditCheck(
    "A1-artifact-missing", AuditLevel.Integrity, "A file that a run left is gone", "restore it from a copy, or 'lcam run' the experiment: what needs it is then computed again")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var artifacts = subject.Artifacts;
        return
            from run in subject.InScope.AsParallel().AsOrdered()
            where run.Succeeded
            from artifact in artifacts[run.Id]
            where !subject.FileSystem.File.Exists(subject.PathOf(run, artifact.Path))
            select Found($"run {run.Id}", $"{artifact.Path} ({artifact.Role})");
    }
}
