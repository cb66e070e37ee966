namespace LCam.Experiments.Auditing.Checks;

/// <summary>An experiment's cells are numbered without gaps.</summary>
internal sealed class CellGap() : AuditCheck(
    "A0-cell-missing", AuditLevel.Completeness, "The places of an experiment's cells have a gap: a cell was taken away", "run the experiment again: its cells are then recorded anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
    [
        .. subject.Cells.GroupBy(cell => cell.Experiment)
            .Select(cells => (Experiment: cells.Key, Places: cells.Select(cell => cell.Ordinal).ToHashSet()))
            .Where(cells => cells.Places.Max() != cells.Places.Count - 1 || cells.Places.Min() != 0)
            .Select(cells => Found(cells.Experiment, FormattableString.Invariant($"{cells.Places.Count} cells have places from {cells.Places.Min()} to {cells.Places.Max()}"))),
        .. subject.Experiments.Where(experiment => subject.Cells.All(cell => cell.Experiment != experiment))
            .Select(experiment => Found(experiment, "the experiment has no cells")),
    ];
}
