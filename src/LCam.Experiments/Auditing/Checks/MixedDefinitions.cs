namespace LCam.Experiments.Auditing.Checks;

/// <summary>All numbers of a table's column are of the same measure.</summary>
internal sealed class MixedDefinitions() : AuditCheck(
    "A0-mixed-definitions", AuditLevel.Completeness, "Rows of one table were measured by different versions or settings of a measure", "run the experiment again, so that all rows are measured alike")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from cells in subject.Cells.GroupBy(cell => cell.Experiment)
        let definitions = cells.Select(cell => subject.Stages.GetValueOrDefault(cell.MeasureKey)?.Measures).OfType<string>().Distinct().ToList()
        where definitions.Count > 1
        select Found(cells.Key, string.Join(" and ", definitions));
}
