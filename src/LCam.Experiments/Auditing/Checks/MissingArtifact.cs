namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every file that a run left is there.</summary>
internal sealed class MissingArtifact() : FolderCheck(
    "A1-artifact-missing", AuditLevel.Integrity, "A file that a run left is gone", "restore it from a copy, or 'lcam run' the experiment: what needs it is then computed again")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        from artifact in subject.Artifacts[run.Id]
        where !subject.Folders.Of(run).ContainsKey(artifact.Path)
        select Found($"run {run.Id}", $"{artifact.Path} ({artifact.Role})");
}
