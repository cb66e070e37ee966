namespace LCam.Experiments.Auditing;

/// <summary>A check that looks at what the rows of runs say.</summary>
internal abstract class RowCheck(string id, AuditLevel level, string finds, string remedy, FindingSeverity severity = FindingSeverity.Error)
    : AuditCheck(id, level, finds, remedy, severity)
{
    public sealed override Task Begin(AuditSubject subject) => subject.Scan;
}
