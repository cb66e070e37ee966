namespace LCam.Experiments.Results.Published;

/// <summary>A cell beside what was published for it.</summary>
/// <param name="Published">What was.</param>
/// <param name="Difference">Ours less the published value; null where we have none.</param>
/// <param name="IsCovered">Whether our interval has the published value; null without an interval.</param>
public sealed record PublishedComparison(PublishedValue Published, double? Difference, bool? IsCovered)
{
    /// <summary>The comparison of a cell; null where nothing is published for it.</summary>
    public static PublishedComparison? Of(PivotCell cell, IReadOnlyList<PublishedValue>? published) => published?.FirstOrDefault(value => value.IsOf(cell)) is { } found
        ? new PublishedComparison(found, cell.Value - found.Value, cell.Interval?.Covers(found.Value))
        : null;
}
