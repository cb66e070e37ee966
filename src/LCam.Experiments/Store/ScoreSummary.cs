using System.Text.Json;
using System.Text.Json.Serialization;
using LCam.Evaluation;
using LCam.Measures;

namespace LCam.Experiments.Store;

/// <summary>What a run's per-image scores amount to; a function of them alone.</summary>
public sealed record ScoreSummary
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>One for each percentage that was measured.</summary>
    public required IReadOnlyList<ConfidenceSummary> Percentages { get; init; }

    /// <summary>One for each measure of the unmuted maps that was taken.</summary>
    public required IReadOnlyList<MeasureSummary> Measures { get; init; }

    /// <summary>The measures in the order of lists for people, those taken by default last; a baseline says nothing of a run.</summary>
    public IEnumerable<(MeasureSummary Summary, MeasureRegistration? Registration)> Listed() => Measures
        .Select(summary => (Summary: summary, Registration: MeasureRegistry.Known(summary.Id)))
        .Where(measure => !MeasureRegistry.All.Any(other => other.Baseline is not null && other.Baseline == measure.Registration))
        .OrderBy(measure => measure.Registration is { TakenByDefault: true });

    /// <summary>
    /// How many images tables say that a measure's mean is over: of one that is only of images with an object, all images.
    /// Null where nothing was measured.
    /// </summary>
    public int? ImagesOf(string id)
    {
        var all = Percentages is [var first, ..] ? first.Images : (int?)null;
        return MeasureRegistry.Known(id) is { OnlyOfObjects: true } ? all : Measures.FirstOrDefault(measure => measure.Id == id)?.Images ?? all;
    }

    /// <summary>The summary of a run's scores; null where there are none.</summary>
    public static ScoreSummary? Of(IReadOnlyList<ImageScore> scores)
    {
        if (scores.Count == 0)
        {
            return null;
        }

        var taken = scores.SelectMany(score => score.Measures?.Keys ?? []).Distinct().Order(StringComparer.Ordinal);
        return new ScoreSummary
        {
            Percentages = [.. scores[0].Masked.Select(masked => ConfidenceScores.Summarise(scores, masked.Percentage))],
            Measures = [.. taken.Select(id => MeasureSummary.Of(scores, id)!)],
        };
    }

    /// <summary>JSON from which <see cref="Parse"/> makes the same numbers, bit for bit.</summary>
    internal string Text() => JsonSerializer.Serialize(this, Options);

    /// <summary>The same in UTF-8.</summary>
    internal byte[] Utf8() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    internal static ScoreSummary Parse(string text) => JsonSerializer.Deserialize<ScoreSummary>(text, Options)!;
}
