using System.Globalization;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>Compares a training's steps, one by one as they are taken again, with those that the store has.</summary>
/// <param name="stored">The steps' metrics.</param>
/// <param name="limit">How many steps to look at; null is all.</param>
internal sealed class StepComparison(IReadOnlyList<MetricRecord> stored, Promise promise, long? limit)
{
    private readonly ILookup<long, MetricRecord> _stored = stored.ToLookup(metric => metric.Step);
    private long _compared;
    private long _differing;
    private double _largest;
    private string? _first;

    /// <summary>A step was not what was promised.</summary>
    public bool Diverged { get; private set; }

    /// <summary>Nothing is left to look at.</summary>
    public bool IsOver => Diverged || (limit is { } most && _compared >= most);

    /// <summary>Whether all steps were looked at, to the training's end.</summary>
    public bool IsWhole => !Diverged && _compared == _stored.Count;

    /// <summary>Looks at a step, unless it is over.</summary>
    public void Look(StepEntry step)
    {
        if (IsOver)
        {
            return;
        }

        _compared++;
        var then = _stored[step.Step].ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal);
        var (name, deviation) = step.Metrics.Keys.Union(then.Keys).Order(StringComparer.Ordinal)
            .Select(metric => (metric, Deviation(Of(then, metric), Of(step.Metrics, metric)))).MaxBy(pair => pair.Item2);
        if (deviation == 0)
        {
            return;
        }

        _differing++;
        _largest = Math.Max(_largest, deviation);
        Diverged = promise.IsExact || deviation > Promise.RelativeMetric;
        var told = string.Create(
            CultureInfo.InvariantCulture, $"step {step.Step} of epoch {step.Epoch}, {name}: {Of(then, name)?.ToString("R", CultureInfo.InvariantCulture) ?? "nothing"} stored, {Of(step.Metrics, name)?.ToString("R", CultureInfo.InvariantCulture) ?? "nothing"} again");

        // The step that breaks the promise is the one to name.
        _first = Diverged ? told : _first ?? told;
    }

    /// <summary>The training came to its end: what the store has beyond is none of its steps.</summary>
    public void End()
    {
        if (!IsOver && _stored.Count - _compared is > 0 and var more)
        {
            (_differing, _largest, Diverged) = (_differing + more, 1, true);
            _first = FormattableString.Invariant($"the training ends after {_compared} steps, and {more} more are stored");
        }
    }

    /// <summary>What came of it.</summary>
    public Rerun Of(Rerun rerun) => rerun with
    {
        Compared = _compared,
        Differing = _differing,
        First = _first,
        LargestDeviation = _differing == 0 ? null : _largest,
        Holds = !Diverged,
    };

    private static double? Of(IReadOnlyDictionary<string, double> metrics, string name) => metrics.TryGetValue(name, out var value) ? value : null;

    // Relative to the number; a number that is missing or not finite deviates wholly.
    private static double Deviation(double? then, double? now)
    {
        if (then.Equals(now))
        {
            return 0;
        }

        var relative = Math.Abs(then.GetValueOrDefault() - now.GetValueOrDefault()) / Math.Max(Math.Abs(then.GetValueOrDefault()), Math.Abs(now.GetValueOrDefault()));
        return then is null || now is null || double.IsNaN(relative) ? 1 : relative;
    }
}
