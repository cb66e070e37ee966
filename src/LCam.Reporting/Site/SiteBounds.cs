using LCam.Experiments.Results;
using LCam.Reporting.Contents;

namespace LCam.Reporting.Site;

/// <summary>How much of a large experiment a report shows, so that it stays small enough to be read, sent and kept. Pages say what they leave out.</summary>
internal static class SiteBounds
{
    /// <summary>Stages that have a page.</summary>
    public const int Stages = 1000;

    /// <summary>Runs that can be compared.</summary>
    public const int Runs = 400;

    /// <summary>Methods of a backbone that are shown image by image.</summary>
    public const int Methods = 40;

    // A point of a picture takes about 150 bytes: about 90 MB of them.
    private const int Points = 600_000;

    /// <summary>The trained methods with a page of pictures that hold them against others, in the table's order, as many as the bound allows.</summary>
    public static IReadOnlyList<(ReportedBackbone Backbone, ReportedMethod Method)> Against(IReadOnlyList<ReportedBackbone> backbones)
    {
        var chosen = new List<(ReportedBackbone, ReportedMethod)>();
        var points = 0;
        foreach (var (backbone, method) in backbones.SelectMany(backbone => backbone.Measured, (backbone, method) => (backbone, method)).Where(pair => pair.method.Kind == RowKind.Trained))
        {
            var opponents = MethodPair.Opponents(backbone, method).Count;
            points += opponents * backbone.Percentages.Count * method.Scores.Count;
            if (opponents > 0 && points <= Points)
            {
                chosen.Add((backbone, method));
            }
        }

        return chosen;
    }
}
