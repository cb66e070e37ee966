using System.Globalization;
using LCam.Experiments.Monitoring;

namespace LCam.Cli.Rendering;

/// <summary>What runs now, in words.</summary>
internal static class ActivityText
{
    // Whoever executes a stage gives a sign of life every few seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Such as <c>step 40/200, loss 2.310, 118 images/s, 0:42 left</c>.</summary>
    public static string Of(StageActivity activity)
    {
        var journal = activity.Journal;
        var parts = new List<string>
        {
            journal.Total == 0 ? "begun" : string.Create(CultureInfo.InvariantCulture, $"{journal.Unit.TrimEnd('s')} {journal.Done}/{journal.Total}"),
        };
        if (journal.Losses.Count > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"loss {journal.Losses[^1]:F3}"));
        }

        if (activity.ImagesPerSecond is { } speed)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{speed:F0} images/s"));
        }

        if (activity.Left is { } left)
        {
            parts.Add($"{StageProgress.Duration(left)} left");
        }

        if (activity.Silence > Patience)
        {
            parts.Add($"no sign of life for {StageProgress.Duration(activity.Silence)}: 'lcam run' goes on with it if its process is gone");
        }

        return string.Join(", ", parts);
    }

    /// <summary>How many stages are in each state.</summary>
    public static string Counts(params IReadOnlyList<SweepStatus> sweeps) => string.Join(", ", sweeps
        .SelectMany(sweep => sweep.Counts)
        .GroupBy(count => count.Key)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Sum(count => count.Value)} {group.Key}")));
}
