namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every file that a run left is what it was.</summary>
internal sealed class ChangedArtifact() : FolderCheck(
    "A1-artifact-changed", AuditLevel.Integrity, "A file that a run left is not what it was: a checkpoint, journal, order or result was changed", "restore it from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from folder in subject.FolderDifferences
        from file in folder.Changed
        let artifact = file.Artifact
        select file.Failure is null
            ? Found($"run {folder.Run}", $"{artifact.Path} ({artifact.Role}) has the hash {file.Sha256}, not {artifact.Sha256}")
            : Unchecked($"run {folder.Run}", $"{artifact.Path} ({artifact.Role}): {file.Failure}");
}
