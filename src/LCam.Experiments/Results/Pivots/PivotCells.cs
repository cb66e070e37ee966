using System.Globalization;
using LCam.Evaluation;
using LCam.Experiments.Specs;
using LCam.Statistics;
using MathNet.Numerics.Statistics;

namespace LCam.Experiments.Results;

/// <summary>Makes a cell of the values that fall into it: one for each seed.</summary>
/// <param name="images">Per-image values; null without a store.</param>
internal sealed class PivotCells(TableSpec table, ImageValues? images)
{
    private static readonly HashSet<string> OnlySeed = [TableDimensions.Seed];

    public PivotCell Of(IReadOnlyList<PivotPoint> points)
    {
        var measured = points.Where(point => point.Value is not null).ToList();
        var values = measured.Select(point => point.Value!.Value).ToList();
        var scores = (table.ShowsInterval || table.Reference is not null || table.Baseline is not null) && measured.Count > 0 ? images?.Of(measured) : null;
        return new PivotCell
        {
            Backbone = points[0].Row.Source.Backbone.Name,
            Method = points[0].Of(TableDimensions.Method, OnlySeed),
            Measure = points[0].Measure,
            Percentage = points[0].Percentage,
            Value = values.Count == 0 ? null : values.Average(),
            Deviation = values.Count < 2 ? null : values.StandardDeviation(),
            Interval = scores is not null && values.All(double.IsFinite) ? Interval(scores) : null,
            Scores = scores,
            Seeds = values.Count,
            DependsOnSeed = points[0].Row.Source.DependsOnSeed,
            Images = points.Select(Images).FirstOrDefault(images => images is not null),
            RunIds = [.. points.Select(point => point.Row.Run?.Id).OfType<string>()],
            Missing = Missing(points, values.Count),
            Competes = points[0].Row.Source.Kind != RowKind.Control,
        };
    }

    /// <summary>What a reader of a value must know.</summary>
    public static IEnumerable<string> Remarks(PivotPoint point)
    {
        if (point.Percentage is { } percentage && At(point, percentage) is { DegenerateMaps: > 0 } summary)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{summary.DegenerateMaps} maps are constant");
        }

        if (point.Taken is { } taken && taken.Images != taken.Measured)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{point.Measure.Name} is over {taken.Images} of {taken.Measured} images: it is undefined for the others");
        }

        foreach (var note in point.Row.Source.Notes)
        {
            yield return note;
        }
    }

    private Interval Interval(CellScores scores)
    {
        var (low, high) = Bootstrap.Interval(Bootstrap.Means(scores.Seeds, table.Bootstrap), table.Bootstrap.Confidence);
        return new Interval(low, high);
    }

    private static int? Images(PivotPoint point) =>
        point.Percentage is { } percentage ? At(point, percentage)?.Images : point.Summary?.ImagesOf(point.Measure.Id);

    private static ConfidenceSummary? At(PivotPoint point, double percentage) =>
        point.Summary?.Percentages.FirstOrDefault(summary => summary.Percentage.Equals(percentage));

    private static string? Missing(IReadOnlyList<PivotPoint> points, int found)
    {
        if (found == points.Count)
        {
            return null;
        }

        var why = points.First(point => point.Value is null).Row.WhyMissing("not measured yet");
        return found == 0 ? why : string.Create(CultureInfo.InvariantCulture, $"over {found} of {points.Count} seeds: {why}");
    }
}
