namespace LCam.Experiments.Auditing.Checks;

/// <summary>No file in a run's folder that the run did not leave.</summary>
internal sealed class OrphanFile() : FolderCheck(
    "A0-orphan-file", AuditLevel.Completeness, "A file in the folder of a finished run is none that the run left", "look at it, and take it away", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from folder in subject.FolderDifferences
        from name in folder.Added
        select Found($"run {folder.Run}", name);
}
