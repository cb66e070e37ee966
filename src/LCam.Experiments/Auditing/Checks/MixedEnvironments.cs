using LCam.Experiments.Planning;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>What the environments of a table's runs should have in common.</summary>
internal abstract class MixedEnvironments(string id, string finds, string[] keys) : AuditCheck(
    id, AuditLevel.Provenance, finds, "run the experiment in one go in a new store, or say so beside the table", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from experiment in subject.Cells.Select(cell => cell.Experiment).Distinct()
        let environments = subject.RunsBehind(experiment)
            .SelectMany(run => subject.EnvironmentsOf(run), (run, id) => (run.Id, Environment: id)).GroupBy(run => run.Environment).ToList()
        from key in keys
        let kinds = environments.GroupBy(same => CanonicalJson.Text(subject.Text(same.Key)?[key])).ToList()
        where kinds.Count > 1
        select Found(experiment, $"{key}: {string.Join("; ", kinds.Select(kind => FormattableString.Invariant($"{kind.Key} for {kind.SelectMany(same => same).Select(run => run.Id).Distinct().Count()} runs, such as {kind.First().First().Id}")))}");
}
