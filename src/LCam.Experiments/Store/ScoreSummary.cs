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

    /// <summary>Mean share of the map's energy inside the object mask, in [0,1]; null without masks.</summary>
    public required double? EnergyInside { get; init; }

    /// <summary>Mean share of the image that the mask covers; null without masks.</summary>
    public required double? MaskShare { get; init; }

    /// <summary>One for each further measure that was taken.</summary>
    public required IReadOnlyList<MeasureSummary> Measures { get; init; }

    /// <summary>The summary of a run's scores; null where there are none.</summary>
    public static ScoreSummary? Of(IReadOnlyList<ImageScore> scores)
    {
        if (scores.Count == 0)
        {
            return null;
        }

        var inside = scores.Where(score => score.MaskShare is not null).ToList();
        var taken = scores.SelectMany(score => score.Measures?.Keys ?? []).Distinct().Order(StringComparer.Ordinal);
        return new ScoreSummary
        {
            Percentages = [.. scores[0].Masked.Select(masked => ConfidenceScores.Summarise(scores, masked.Percentage))],
            EnergyInside = inside.Count == 0 ? null : inside.Average(score => score.EnergyInside ?? 0),
            MaskShare = inside.Count == 0 ? null : inside.Average(score => score.MaskShare),
            Measures = [.. taken.Select(id => MeasureSummary.Of(scores, id)!)],
        };
    }

    /// <summary>JSON from which <see cref="Parse"/> makes the same numbers, bit for bit.</summary>
    internal string Text() => JsonSerializer.Serialize(this, Options);

    /// <summary>The same in UTF-8.</summary>
    internal byte[] Utf8() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    internal static ScoreSummary Parse(string text) => JsonSerializer.Deserialize<ScoreSummary>(text, Options)!;
}
