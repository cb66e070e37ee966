using LCam.Evaluation;
using LCam.Experiments.Results;

namespace LCam.Reporting.Contents;

/// <summary>Two methods of a backbone against each other at one percentage, image by image.</summary>
public sealed record MethodPair(ReportedMethod First, ReportedMethod Second, double Percentage)
{
    // More opponents than fit on a page say nothing more of a method.
    private const int MaximumOpponents = 6;

    /// <summary>Every image that both measured: its score under each, and by how many percent points the first's drop is larger.</summary>
    public IReadOnlyList<(ImageScore First, ImageScore Second, double Difference)> Images()
    {
        var others = Second.Scores.ToDictionary(score => score.Index);
        return
        [
            .. from score in First.Scores
               let other = others.GetValueOrDefault(score.Index)
               where other is not null && other.Image == score.Image
               let difference = ImageDrop.Change(score, Percentage) - ImageDrop.Change(other, Percentage)
               where difference is { } known && double.IsFinite(known)
               select (score, other, difference!.Value),
        ];
    }

    /// <summary>Whom a trained method is held against: the other explainers; where there are none, the other trained ones.</summary>
    public static IReadOnlyList<ReportedMethod> Opponents(ReportedBackbone backbone, ReportedMethod method)
    {
        var compared = backbone.Measured.Where(other => other.Kind == RowKind.Compared).ToList();
        return [.. (compared.Count > 0 ? compared : backbone.Measured.Where(other => other.Kind == RowKind.Trained && other != method)).Take(MaximumOpponents)];
    }
}
