namespace LCam.Experiments.Auditing.Checks;

/// <summary>A finished experiment is sealed.</summary>
internal sealed class UnsealedExperiment() : AuditCheck(
    "A1-seal-missing", AuditLevel.Integrity, "An experiment is finished and has no seal", "'lcam seal' it, if its numbers are what was computed")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Cells.GroupBy(cell => cell.Experiment)
        .Where(cells => !subject.Sealing.Latest.ContainsKey(cells.Key) && cells.SelectMany(cell => cell.Keys).All(key => subject.Latest.GetValueOrDefault(key) is { Succeeded: true }))
        .Select(cells => Found(cells.Key, "all its stages are done"));
}
