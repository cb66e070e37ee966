namespace LCam.Experiments.Auditing.Checks;

/// <summary>No file among the runs' folders that no run left.</summary>
internal sealed class OrphanFile() : FolderCheck(
    "A0-orphan-file", AuditLevel.Completeness, "A file in the folder of a finished run, or beside the runs' folders, is none that a run left", "look at it, and take it away", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
    [
        .. from folder in subject.FolderDifferences
           from name in folder.Added
           select Found($"run {folder.Run}", name),
        .. subject.Folders.StrayFiles.Select(file => Found($"stages/{file}", "no run left this file")),
    ];
}
