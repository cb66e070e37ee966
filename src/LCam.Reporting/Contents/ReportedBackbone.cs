namespace LCam.Reporting.Contents;

/// <summary>A backbone and all methods that explain it.</summary>
/// <param name="Place">1-based place in the table.</param>
/// <param name="Title">As tables name it.</param>
/// <param name="Percentages">Muted shares that were measured, ascending.</param>
/// <param name="Methods">In the table's order.</param>
public sealed record ReportedBackbone(int Place, string Title, IReadOnlyList<double> Percentages, IReadOnlyList<ReportedMethod> Methods)
{
    /// <summary>The methods that have scores.</summary>
    public IReadOnlyList<ReportedMethod> Measured => [.. Methods.Where(method => method.Scores.Count > 0)];
}
