using System.Globalization;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>What is promised of numbers that are computed a second time.</summary>
/// <param name="IsExact">The same bits; otherwise the same explained classes and numbers within the tolerances here.</param>
/// <param name="Why">What of then and now is the same, or is not.</param>
public sealed record Promise(bool IsExact, string Why)
{
    /// <summary>The largest deviation of each confidence, in [0,1], and of each further measure (relative to it, where it is above 1), where bits are not promised.</summary>
    public const double Score = 0.001;

    /// <summary>The largest deviation of each similarity of maps, in [-1,1], where bits are not promised.</summary>
    public const double Similarity = 0.01;

    /// <summary>The largest deviation of a step's loss or rate, relative to it, where bits are not promised.</summary>
    public const double RelativeMetric = 0.01;

    // Whose arithmetic goes into numbers.
    private static readonly string[] Facts = ["processor", "processor-flags", "dotnet", "torchsharp", "libtorch", "packages", "threads"];

    /// <summary>The promise for a run whose stretches were computed in these environments: the weakest of them.</summary>
    /// <param name="now">From the environment of a stretch to the one in which it is computed again.</param>
    internal static Promise For(IReadOnlyList<JsonNode?> stretches, Func<JsonNode?, JsonNode> now)
    {
        var promises = stretches.Select(then => For(then, now(then))).ToList();
        return promises.Find(promise => !promise.IsExact) is not { } weakest ? promises[0]
            : promises.Count == 1 ? weakest
            : weakest with { Why = $"the run is mixed, and a part of it was computed elsewhere: {weakest.Why}" };
    }

    /// <summary>In words: what is promised, without why.</summary>
    /// <param name="unit">What is compared: images, similarities or steps.</param>
    public string Words(string unit) => IsExact ? "same bits" : string.Create(
        CultureInfo.InvariantCulture, $"within {unit switch { "images" => $"{Score}", "similarities" => $"{Similarity}", _ => $"{100 * RelativeMetric} %" }}");

    /// <summary>The promise for what was computed in one environment and is computed again in another.</summary>
    /// <param name="then">The environment as the store describes it; null where it does not.</param>
    /// <param name="now">This one.</param>
    internal static Promise For(JsonNode? then, JsonNode now)
    {
        if (then is null)
        {
            return new Promise(false, "it is not known where the run computed");
        }

        if ((string?)then["device"] != "cpu" || (string?)now["device"] != "cpu")
        {
            return new Promise(false, $"on {then["device"]} then, on {now["device"]} now");
        }

        var others = Facts.Where(fact => !JsonNode.DeepEquals(then[fact], now[fact])).ToList();
        return others.Count == 0
            ? new Promise(true, "same processor, libraries and threads")
            : new Promise(false, $"other {string.Join(", ", others.Select(fact => fact.Replace('-', ' ')))}");
    }
}
