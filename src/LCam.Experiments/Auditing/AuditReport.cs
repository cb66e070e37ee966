using LCam.Experiments.Auditing.Reruns;

namespace LCam.Experiments.Auditing;

/// <summary>What an audit found.</summary>
/// <param name="Store">The store's folder.</param>
/// <param name="Levels">What was looked at.</param>
/// <param name="Experiments">The experiments whose runs were looked at.</param>
/// <param name="Runs">How many runs those are.</param>
/// <param name="Events">How many events the chain has.</param>
/// <param name="Findings">By level, then in the checks' order.</param>
public sealed record AuditReport(
    string Store, IReadOnlyList<AuditLevel> Levels, IReadOnlyList<string> Experiments, int Runs, long Events, IReadOnlyList<Finding> Findings)
{
    /// <summary>The runs that were executed again, whatever came of it.</summary>
    public IReadOnlyList<Rerun> Reruns { get; init; } = [];

    /// <summary>Stages whose models were trained elsewhere, by label: there is nothing to train again. Empty where trainings were not asked for.</summary>
    public IReadOnlyList<string> TrainedElsewhere { get; init; } = [];

    /// <summary>How many published values on file belong to the experiments; 0 where these were not asked for.</summary>
    public int Claims { get; init; }

    /// <summary>Of an experiment that is not recorded as it stands, though the store has what it asks for: nothing of it can be looked at, which is no pass.</summary>
    public static AuditReport OfUnrecorded(string store, string experiment, IEnumerable<AuditLevel> levels) => new(
        store, [.. levels.Order()], [experiment], 0, 0,
        [new Finding("unrecorded", AuditLevel.Integrity, FindingSeverity.Unchecked, $"experiment {experiment}", "the store has its stages, but not recorded under this name as its spec stands", "'lcam run' it, which repeats nothing, and audit again")]);

    /// <summary>Whether something is wrong, not only unproven.</summary>
    public bool IsWrong => Findings.Any(finding => finding.Severity != FindingSeverity.Unchecked);
}
