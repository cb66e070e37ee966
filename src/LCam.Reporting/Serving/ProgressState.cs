using System.Globalization;
using LCam.Experiments.Monitoring;
using LCam.Reporting.Pages;
using LCam.Reporting.Site;

namespace LCam.Reporting.Serving;

/// <summary>How far an experiment is, as pages are told.</summary>
/// <param name="Sequence">Of the last event of the store: tables may differ where it does.</param>
/// <param name="Done">Stages that are done.</param>
/// <param name="Count">All stages.</param>
/// <param name="Line">The state in a sentence.</param>
/// <param name="Running">What is executed now.</param>
internal sealed record ProgressState(long Sequence, long Done, long Count, string Line, IReadOnlyList<ProgressState.Stage> Running)
{
    /// <summary>A stage that is executed now.</summary>
    /// <param name="Path">Its page.</param>
    /// <param name="Label">What it is, for people.</param>
    /// <param name="Progress">How far, how fast and how long still.</param>
    internal sealed record Stage(string Path, string Label, string Progress);

    public static ProgressState Of(long sequence, SweepStatus sweep) => new(
        sequence,
        sweep.Counts.GetValueOrDefault("succeeded"),
        sweep.Count,
        Words.State(sweep) + (sweep is { Running.Count: > 0, Left: { } left } ? $" About {Words.Duration(left.TotalSeconds)} left." : ""),
        [.. sweep.Running.Select(activity => new Stage(SitePaths.Run(activity.Run.StageKey), activity.Label, Progress(activity)))]);

    private static string Progress(StageActivity activity)
    {
        var parts = new List<string> { Words.Progress(activity.Journal) };
        if (activity.Journal.Losses.Count > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"loss {activity.Journal.Losses[^1]:F3}"));
        }

        if (activity.ImagesPerSecond is { } speed)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{speed:F0} images/s"));
        }

        if (activity.Left is { } left)
        {
            parts.Add($"{Words.Duration(left.TotalSeconds)} left");
        }

        return string.Join(", ", parts);
    }
}
