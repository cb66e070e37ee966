namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every file that a run left is what it was.</summary>
internal sealed class ChangedArtifact() : FolderCheck(
    "A1-artifact-changed", AuditLevel.Integrity, "A file that a run left is not what it was: a checkpoint, journal, order or result was changed", "restore it from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let files = subject.Folders.Of(run)
        from artifact in subject.Artifacts[run.Id]
        where files.ContainsKey(artifact.Path)
        let file = files[artifact.Path]
        where file.Sha256 != artifact.Sha256
        select file.Failure is null
            ? Found($"run {run.Id}", $"{artifact.Path} ({artifact.Role}) has the hash {file.Sha256}, not {artifact.Sha256}")
            : Unchecked($"run {run.Id}", $"{artifact.Path} ({artifact.Role}): {file.Failure}");
}
