namespace LCam.Experiments.Auditing;

/// <summary>A check that looks at what the chain of events tells.</summary>
internal abstract class ChainCheck(string id, AuditLevel level, string finds, string remedy, FindingSeverity severity = FindingSeverity.Error)
    : AuditCheck(id, level, finds, remedy, severity)
{
    public sealed override Task Begin(AuditSubject subject) => subject.Following;
}
