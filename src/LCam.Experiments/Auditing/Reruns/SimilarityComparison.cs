using System.Globalization;
using LCam.Experiments.Journals;
using LCam.Sanity;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>Compares what a sanity check found with what it finds again.</summary>
internal static class SimilarityComparison
{
    public static Rerun Compare(Rerun rerun, IReadOnlyList<LayerEntry> stored, IReadOnlyList<LayerEntry> again)
    {
        var then = Flat(stored).ToDictionary(one => (one.Depth, one.Similarity.Index));
        var (compared, differing, first, largest, alike) = (0L, 0L, (string?)null, 0.0, true);
        foreach (var (depth, layer, now) in Flat(again).OrderBy(one => one.Depth).ThenBy(one => one.Similarity.Index))
        {
            compared++;
            var known = then.Remove((depth, now.Index), out var found) ? found : default;
            var deviation = known.Similarity is null ? 1 : Math.Max(
                Deviation(known.Similarity.RankCorrelation, now.RankCorrelation), Deviation(known.Similarity.StructuralSimilarity, now.StructuralSimilarity));
            if (known.Similarity != now || known.Layer != layer)
            {
                differing++;
                alike &= known.Similarity is not null && known.Layer == layer && known.Similarity.Class == now.Class;
                first ??= string.Create(
                    CultureInfo.InvariantCulture,
                    $"layer {layer}, image {now.Index} ({now.Image}): rank correlation {known.Similarity?.RankCorrelation:R} stored, {now.RankCorrelation:R} again; SSIM {known.Similarity?.StructuralSimilarity:R} stored, {now.StructuralSimilarity:R} again");
            }

            largest = Math.Max(largest, deviation);
        }

        differing += then.Count;
        first ??= then.Count == 0 ? null : $"{then.Values.First().Layer} was not compared again";
        return rerun with
        {
            Compared = compared,
            Differing = differing,
            First = first,
            LargestDeviation = differing == 0 ? null : largest,
            Holds = differing == 0 || (!rerun.Promise!.IsExact && alike && then.Count == 0 && largest <= Promise.Similarity),
        };
    }

    private static IEnumerable<(int Depth, string Layer, ImageSimilarity Similarity)> Flat(IReadOnlyList<LayerEntry> layers) =>
        layers.SelectMany(layer => layer.Images.Select(image => (layer.Depth, layer.Layer, image)));

    private static double Deviation(double? then, double? now) => then.Equals(now) ? 0 : then is { } a && now is { } b && !double.IsNaN(a - b) ? Math.Abs(a - b) : 1;
}
