namespace LCam.Experiments.Auditing;

/// <summary>Looks for one kind of thing that may be wrong with a store.</summary>
/// <param name="id">Stable: the level, a hyphen, a name.</param>
/// <param name="finds">What it finds, in one sentence.</param>
/// <param name="remedy">What to do about it, in one sentence.</param>
/// <param name="severity">What its findings amount to.</param>
internal abstract class AuditCheck(string id, AuditLevel level, string finds, string remedy, FindingSeverity severity = FindingSeverity.Error)
{
    public string Id => id;

    public AuditLevel Level => level;

    public string Finds => finds;

    public string Remedy => remedy;

    public FindingSeverity Severity => severity;

    /// <summary>Begins what can go on beside other checks, and gives what there is to wait for; null where there is nothing.</summary>
    public virtual Task? Begin(AuditSubject subject) => null;

    /// <summary>All that is wrong; asked for when what was begun is over.</summary>
    public abstract IEnumerable<Finding> Look(AuditSubject subject);

    /// <summary>The finding that this could not be looked at.</summary>
    public Finding Unchecked(string about, string why) => new(id, level, FindingSeverity.Unchecked, about, $"could not be checked: {why}", remedy);

    protected Finding Found(string about, string evidence) => new(id, level, severity, about, evidence, remedy);
}
