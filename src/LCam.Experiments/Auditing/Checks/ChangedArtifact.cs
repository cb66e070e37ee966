namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every file that a run left is what it was.</summary>
internal sealed class ChangedArtifact() : FolderCheck(
    "A1-artifact-changed", AuditLevel.Integrity, "A file that a run left is not what it was: a checkpoint, journal, order or result was changed", "restore it from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from folder in subject.FolderDifferences
        from file in folder.Changed
        let artifact = file.Artifact
        let place = $"{artifact.Path} ({artifact.Role})"
        select file.Failure is not null ? Unchecked($"run {folder.Run}", $"{place}: {file.Failure}")
            : Found($"run {folder.Run}", file.Instead is null ? $"{place}: expected the hash {artifact.Sha256}, found {file.Sha256}" : $"{place}: {file.Instead}");
}
