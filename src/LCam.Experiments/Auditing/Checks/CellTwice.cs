namespace LCam.Experiments.Auditing.Checks;

/// <summary>No cell stands in a table twice.</summary>
internal sealed class CellTwice() : AuditCheck(
    "A0-cell-twice", AuditLevel.Completeness, "Two current cells of an experiment have the same coordinates or the same place", "run the experiment again: its cells are then recorded anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
    [
        .. subject.Cells.GroupBy(cell => (cell.Experiment, cell.Label)).Where(same => same.Count() > 1)
            .Select(same => Found(same.Key.Experiment, FormattableString.Invariant($"'{same.Key.Label}' is there {same.Count()} times"))),
        .. subject.Cells.GroupBy(cell => (cell.Experiment, cell.Ordinal)).Where(same => same.Count() > 1)
            .Select(same => Found(same.Key.Experiment, FormattableString.Invariant($"place {same.Key.Ordinal} has {same.Count()} cells: {string.Join(", ", same.Select(cell => cell.Label))}"))),
    ];
}
