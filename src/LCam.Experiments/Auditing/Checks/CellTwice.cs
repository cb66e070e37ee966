namespace LCam.Experiments.Auditing.Checks;

/// <summary>No cell stands in a table twice.</summary>
internal sealed class CellTwice() : AuditCheck(
    "A0-cell-twice", AuditLevel.Completeness, "Two current cells of an experiment have the same coordinates or the same place", "run the experiment again: its cells are then recorded anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
    [
        .. subject.Cells.CountBy(cell => (cell.Experiment, cell.Label)).Where(same => same.Value > 1)
            .Select(same => Found(same.Key.Experiment, FormattableString.Invariant($"'{same.Key.Label}' is there {same.Value} times"))),
        .. subject.Cells.CountBy(cell => (cell.Experiment, cell.Ordinal)).Where(same => same.Value > 1)
            .Select(same => Found(same.Key.Experiment, FormattableString.Invariant($"place {same.Key.Ordinal} has {same.Value} cells: {string.Join(", ", Labels(subject, same.Key))}"))),
    ];

    private static IEnumerable<string> Labels(AuditSubject subject, (string Experiment, long Ordinal) place) =>
        subject.Cells.Where(cell => (cell.Experiment, cell.Ordinal) == place).Select(cell => cell.Label);
}
