namespace LCam.Experiments.Auditing.Checks;

/// <summary>No stage folder without a run.</summary>
internal sealed class OrphanFolder() : FolderCheck(
    "A0-orphan-folder", AuditLevel.Completeness, "A folder among the stages' belongs to no run, or is a link to another place", "'lcam gc' removes it, once it is an hour old", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Options.Experiment is null
        ? subject.Folders.Strays.Select(folder => Found($"stages/{folder}", "no run has this folder, or it is a link"))
        : [];
}
