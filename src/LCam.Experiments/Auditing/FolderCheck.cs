namespace LCam.Experiments.Auditing;

/// <summary>A check that looks at what there is in the folders of runs.</summary>
internal abstract class FolderCheck(string id, AuditLevel level, string finds, string remedy, FindingSeverity severity = FindingSeverity.Error)
    : AuditCheck(id, level, finds, remedy, severity)
{
    public sealed override Task Begin(AuditSubject subject) => subject.Listing;
}
