using System.Globalization;
using LCam.Evaluation;
using LCam.Measures;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>
/// Compares what an evaluation measured with what it measures again. A tolerance is for each score by itself, and never
/// for what tables count: an image that is counted otherwise is named, however small the deviation is.
/// </summary>
internal static class ScoreComparison
{
    private const int Top5 = 5;

    /// <param name="rerun">What is known of it so far.</param>
    /// <param name="stored">All images that the store has.</param>
    /// <param name="again">Those that were measured again.</param>
    /// <param name="isWhole">All were.</param>
    public static Rerun Compare(Rerun rerun, IReadOnlyList<ImageScore> stored, IReadOnlyList<ImageScore> again, bool isWhole)
    {
        var then = stored.ToDictionary(score => score.Index);
        var (differing, first, holds, largest, counted) = (0L, (string?)null, true, 0.0, new List<string>());
        foreach (var now in again.OrderBy(score => score.Index))
        {
            if (!then.Remove(now.Index, out var known))
            {
                holds = false;
                differing++;
                first ??= string.Create(CultureInfo.InvariantCulture, $"image {now.Index} ({now.Image}) is not in the store");
                continue;
            }

            var (before, after) = (Values(known).ToList(), Values(now).ToList());
            largest = before.Zip(after, (a, b) => a.Deviation(b)).Append(largest).Max();
            var breach = before.Count == after.Count ? before.Zip(after).Where(pair => !pair.First.Tolerates(pair.Second)).Select(pair => Told(pair.First, pair.Second)).FirstOrDefault() : "other numbers were measured";
            counted.AddRange(Counts(known).Zip(Counts(now)).Where(pair => pair.First.Is != pair.Second.Is)
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"image {now.Index} ({now.Image}): {pair.First.Is} {pair.First.What} stored, {pair.Second.Is} again")));
            holds &= breach is null;
            if ((breach ?? before.Zip(after).Where(pair => pair.First.Text != pair.Second.Text).Select(pair => Told(pair.First, pair.Second)).FirstOrDefault()) is not { } difference)
            {
                continue;
            }

            differing++;
            first ??= string.Create(CultureInfo.InvariantCulture, $"image {now.Index} ({now.Image}), {difference}");
        }

        if (isWhole && then.Count > 0)
        {
            holds = false;
            differing += then.Count;
            first ??= string.Create(CultureInfo.InvariantCulture, $"image {then.Keys.Min()} was not measured again");
        }

        return rerun with
        {
            Compared = again.Count,
            Differing = differing,
            First = first,
            LargestDeviation = differing == 0 ? null : largest,
            Holds = differing == 0 || (!rerun.Promise!.IsExact && holds),
            Counted = counted,
        };
    }

    private static string Told(Value then, Value now) => $"{then.What}: {then.Text} stored, {now.Text} again";

    // What tables count of an image. The predicted class is here too: another one is another explanation.
    private static IEnumerable<(string What, string Is)> Counts(ImageScore score)
    {
        yield return ("as the explained class", Text(score.Predicted));
        yield return ("as the map", score.Degenerate ? "constant" : "not constant");
        yield return ("of its label, unmuted", Rank(score.LabelRank));
        foreach (var masked in score.Masked.OrderBy(masked => masked.Percentage))
        {
            yield return ($"at percentage {Text(masked.Percentage)}", masked.Confidence > score.Confidence ? "an increase" : "no increase");
            yield return ($"of its label at percentage {Text(masked.Percentage)}", Rank(masked.LabelRank));
        }
    }

    private static string Rank(int rank) => rank < 1 ? "top 1" : rank < Top5 ? "top 5" : "not top 5";

    private static IEnumerable<Value> Values(ImageScore score)
    {
        yield return Value.Same("its path", score.Image);
        yield return Value.Same("its class in the list", Text(score.Label));
        yield return Value.Same("the explained class", Text(score.Predicted));
        yield return Value.Number("the confidence", score.Confidence);
        yield return Value.Count("the rank of its class", Text(score.LabelRank));
        yield return Value.Count("whether its map is constant", score.Degenerate ? "yes" : "no");
        foreach (var masked in score.Masked.OrderBy(masked => masked.Percentage))
        {
            yield return Value.Number($"the confidence at percentage {Text(masked.Percentage)}", masked.Confidence);
            yield return Value.Count($"the rank of its class at percentage {Text(masked.Percentage)}", Text(masked.LabelRank));
        }

        foreach (var (id, value) in (score.Measures ?? new Dictionary<string, double?>()).Where(measure => !MeasureRegistry.Find(measure.Key).IsTiming).OrderBy(measure => measure.Key, StringComparer.Ordinal))
        {
            yield return Value.Number(id, value);
        }
    }

    // Round trip: two texts are equal where the bits are.
    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "undefined";

    private sealed record Value(string What, string Text, bool IsNumber, double? Measured, bool IsTolerated)
    {
        /// <summary>What must be the same everywhere.</summary>
        public static Value Same(string what, string text) => new(what, text, false, null, false);

        /// <summary>What may be another as long as it is counted alike.</summary>
        public static Value Count(string what, string text) => new(what, text, false, null, true);

        /// <summary>What may deviate by its tolerance.</summary>
        public static Value Number(string what, double? value) => new(what, ScoreComparison.Text(value), true, value, true);

        // What is not a number, or not there, deviates as much as a confidence can.
        public double Deviation(Value again) => !IsNumber || Text == again.Text ? 0
            : Measured is { } a && again.Measured is { } b && !double.IsNaN(a - b) ? Math.Abs(a - b) : 1;

        /// <summary>Whether the tolerance covers what was measured again.</summary>
        public bool Tolerates(Value again) => Text == again.Text
            || (IsTolerated && What == again.What && (!IsNumber || Deviation(again) <= Promise.Score * Math.Max(1, Math.Abs(Measured ?? 0))));
    }
}
