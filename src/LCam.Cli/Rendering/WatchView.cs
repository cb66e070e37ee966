using System.Globalization;
using LCam.Experiments.Monitoring;
using LCam.Texts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LCam.Cli.Rendering;

/// <summary>Sweeps as they stand now: for terminals bars and sparklines, else lines of text.</summary>
internal static class WatchView
{
    private const int BarWidth = 24;
    private const int LossWidth = 30;

    /// <summary>Such as <c>quickstart: 12 succeeded, 1 running, 27 planned, about 3:10 left</c>, and a line for each stage that runs.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<SweepStatus> sweeps) => sweeps.SelectMany(sweep => sweep.Running
        .Select(activity => $"  {activity.Label}: {ActivityText.Of(activity)}")
        .Prepend($"{sweep.Experiment}: {Summary(sweep)}"));

    public static IRenderable Live(IReadOnlyList<SweepStatus> sweeps)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var sweep in sweeps)
        {
            grid.AddRow(Bar(sweep.Counts.GetValueOrDefault("succeeded"), sweep.Count), new Text(VisibleText.Line($"{sweep.Experiment}: {Summary(sweep)}")));
            foreach (var activity in sweep.Running)
            {
                grid.AddRow(Bar(activity.Journal.Done, activity.Journal.Total), new Text(VisibleText.Line($"{activity.Label}: {ActivityText.Of(activity)}")));
                if (activity.Journal.Losses.Count > 1)
                {
                    grid.AddRow(new Text("loss"), new Text(Sparkline.Of(activity.Journal.Losses, LossWidth)));
                }
            }
        }

        return grid;
    }

    private static string Summary(SweepStatus sweep)
    {
        var left = sweep.Running.Count == 0 ? ""
            : sweep.Left is { } time ? $", about {StageProgress.Duration(time)} left"
            : ", the time left is not known yet";
        return ActivityText.Counts([sweep]) + left;
    }

    private static Text Bar(long done, long total)
    {
        var full = total == 0 ? 0 : (int)(BarWidth * Math.Min(done, total) / total);
        var share = total == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {100 * Math.Min(done, total) / total,3} %");
        return new Text(new string('━', full) + new string('─', BarWidth - full) + share);
    }
}
