namespace LCam.Experiments.Auditing.Checks;

/// <summary>Every cell has a run that succeeded for each of its stages.</summary>
internal sealed class UnfinishedCell() : AuditCheck(
    "A0-cell-unfinished", AuditLevel.Completeness, "A cell of an experiment lacks a run that succeeded", "'lcam run' the experiment, or 'lcam retry' it")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from cell in subject.Cells
        from key in cell.Keys
        let run = subject.Latest.GetValueOrDefault(key)
        where run is not { Succeeded: true }
        select Found($"{cell.Experiment}: {cell.Label}", run is null ? $"stage {key[..Math.Min(12, key.Length)]} has no run" : $"run {run.Id} is {run.State}");
}
