namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every file that a run left is there.</summary>
internal sealed class MissingArtifact() : FolderCheck(
    "A1-artifact-missing", AuditLevel.Integrity, "A file that a run left is gone", "restore it from a copy, or 'lcam run' the experiment: what needs it is then computed again")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from folder in subject.FolderDifferences
        from artifact in folder.Missing
        select Found($"run {folder.Run}", $"{artifact.Path} ({artifact.Role})");
}
