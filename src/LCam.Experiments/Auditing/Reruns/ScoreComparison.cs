using System.Globalization;
using LCam.Evaluation;
using LCam.Measures;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>Compares what an evaluation measured with what it measures again.</summary>
internal static class ScoreComparison
{
    /// <param name="rerun">What is known of it so far.</param>
    /// <param name="stored">All images that the store has.</param>
    /// <param name="again">Those that were measured again.</param>
    /// <param name="isWhole">All were.</param>
    public static Rerun Compare(Rerun rerun, IReadOnlyList<ImageScore> stored, IReadOnlyList<ImageScore> again, bool isWhole)
    {
        var then = stored.ToDictionary(score => score.Index);
        var (differing, first, classes, largest, total, confidences) = (0L, (string?)null, true, 0.0, 0.0, 0L);
        foreach (var now in again.OrderBy(score => score.Index))
        {
            if (!then.Remove(now.Index, out var known))
            {
                classes = false;
                differing++;
                first ??= string.Create(CultureInfo.InvariantCulture, $"image {now.Index} ({now.Image}) is not in the store");
                continue;
            }

            classes &= known.Predicted == now.Predicted;
            foreach (var deviation in Confidences(known).Zip(Confidences(now), (a, b) => a.Equals(b) ? 0 : Math.Abs(a - b)))
            {
                // What is not a number deviates as much as a confidence can.
                var counted = double.IsNaN(deviation) ? 1 : deviation;
                (largest, total, confidences) = (Math.Max(largest, counted), total + counted, confidences + 1);
            }

            if (Difference(known, now) is { } difference)
            {
                differing++;
                first ??= string.Create(CultureInfo.InvariantCulture, $"image {now.Index} ({now.Image}), {difference}");
            }
        }

        if (isWhole && then.Count > 0)
        {
            classes = false;
            differing += then.Count;
            first ??= string.Create(CultureInfo.InvariantCulture, $"image {then.Keys.Min()} was not measured again");
        }

        return rerun with
        {
            Compared = again.Count,
            Differing = differing,
            First = first,
            LargestDeviation = differing == 0 ? null : largest,
            Holds = differing == 0 || (!rerun.Promise!.IsExact && classes && total <= Promise.MeanConfidence * confidences),
        };
    }

    private static IEnumerable<double> Confidences(ImageScore score) => score.Masked.Select(masked => masked.Confidence).Prepend(score.Confidence);

    private static string? Difference(ImageScore then, ImageScore now) =>
        Values(then).Zip(Values(now))
            .Where(pair => pair.First != pair.Second)
            .Select(pair => $"{pair.First.What}: {pair.First.Value} stored, {pair.Second.Value} again")
            .FirstOrDefault()
        ?? (Values(then).Count() == Values(now).Count() ? null : "other numbers were measured");

    private static IEnumerable<(string What, string Value)> Values(ImageScore score)
    {
        yield return ("its path", score.Image);
        yield return ("its class in the list", Text(score.Label));
        yield return ("the explained class", Text(score.Predicted));
        yield return ("the confidence", Text(score.Confidence));
        yield return ("the rank of its class", Text(score.LabelRank));
        yield return ("whether its map is constant", score.Degenerate ? "yes" : "no");
        foreach (var masked in score.Masked.OrderBy(masked => masked.Percentage))
        {
            yield return ($"the confidence at percentage {Text(masked.Percentage)}", Text(masked.Confidence));
            yield return ($"the rank of its class at percentage {Text(masked.Percentage)}", Text(masked.LabelRank));
        }

        yield return ("the energy inside the object", Text(score.EnergyInside));
        yield return ("the object's share", Text(score.MaskShare));
        foreach (var (id, value) in (score.Measures ?? new Dictionary<string, double?>()).Where(measure => !MeasureRegistry.Find(measure.Key).IsTiming).OrderBy(measure => measure.Key, StringComparer.Ordinal))
        {
            yield return (id, Text(value));
        }
    }

    // Round trip: two texts are equal where the bits are.
    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "undefined";
}
