using System.IO.Abstractions;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Monitoring;

/// <summary>Tells how far experiments are, from a store that somebody else may be writing. Changes nothing.</summary>
public sealed class SweepMonitor(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    private static readonly string[] Order = ["classifier", "train", "explain", "measure", "sanity"];

    // Nobody reads a longer list.
    private const int MaximumListed = 500;

    /// <summary>How far an experiment is, and what runs now.</summary>
    /// <param name="all">List every stage, however many there are.</param>
    /// <param name="chosen">The labels of the cells to look at; null for all.</param>
    public SweepStatus Look(string experiment, bool all = false, IReadOnlySet<string>? chosen = null)
    {
        if (chosen is not null)
        {
            return Look(experiment, store.Experiments.CurrentCells(experiment).Where(cell => chosen.Contains(cell.Label)).SelectMany(cell => cell.Keys).Distinct().ToList(), null);
        }

        var totals = store.Experiments.Totals(experiment);
        var keys = all || totals.Sum(total => total.Count) <= MaximumListed
            ? store.Experiments.CurrentCells(experiment)
                .SelectMany(cell => cell.Keys).Distinct().ToList()
            : [.. totals.SelectMany(total => total.Unfinished)];
        return Look(experiment, keys, totals);
    }

    private SweepStatus Look(string experiment, List<string> keys, IReadOnlyList<StageTotal>? known)
    {
        var names = store.Experiments.Names(keys);
        var latest = store.Runs.Latest(keys);
        List<StageStatus> stages =
        [
            .. keys.Where(names.ContainsKey).Select(key => new StageStatus(names[key], latest.GetValueOrDefault(key)))
                .OrderBy(stage => Array.IndexOf(Order, stage.Stage.Kind)),
        ];
        var totals = known ?? Totals(stages);
        var running = stages.Where(stage => stage.Run?.State == RunState.Running).Select(stage => Activity(stage.Stage, stage.Run!)).ToList();
        return new SweepStatus(experiment, totals, stages, running, Left(totals, running));
    }

    private static List<StageTotal> Totals(IEnumerable<StageStatus> stages) =>
    [
        .. stages.GroupBy(stage => (stage.Stage.Kind, stage.State)).Select(group => new StageTotal(
            group.Key.Kind, group.Key.State, group.Count(), group.Sum(stage => stage.Run?.Seconds ?? 0), [.. group.Where(stage => stage.State != "succeeded").Select(stage => stage.Stage.Key)])),
    ];

    private StageActivity Activity(StageName stage, RunRecord run)
    {
        var glance = JournalGlance.Read(fileSystem, new StageFolder(fileSystem, store.Folder, run.StageKey, run.Attempt).JournalPath);
        var now = clock.GetUtcNow();
        var seconds = (now - (store.Events.LastOf(run.Id) ?? run.Started)).TotalSeconds;
        var done = glance.Done - glance.DoneBefore;
        var known = seconds > 0 && done > 0;
        return new StageActivity
        {
            Run = run,
            Label = stage.Label,
            Journal = glance,
            ImagesPerSecond = known ? done * glance.ImagesPerUnit / seconds : null,
            Left = known ? TimeSpan.FromSeconds(seconds / done * Math.Max(glance.Total - glance.Done, 0)) : null,
            Silence = now > run.Heartbeat ? now - run.Heartbeat : TimeSpan.Zero,
        };
    }

    // Stages that wait take as long as those of their kind that are done; as many go on side by side as now.
    private static TimeSpan? Left(IReadOnlyList<StageTotal> totals, List<StageActivity> running)
    {
        var waiting = totals.Where(total => total.State is "planned" or "queued" or "interrupted").ToList();
        if (waiting.Count == 0 && running.Count == 0)
        {
            return TimeSpan.Zero;
        }

        var took = totals.Where(total => total.State == "succeeded").ToDictionary(total => total.Kind, total => total.Seconds / total.Count, StringComparer.Ordinal);
        if (waiting.Any(total => !took.ContainsKey(total.Kind)) || running.Any(stage => stage.Left is null))
        {
            return null;
        }

        var seconds = waiting.Sum(total => total.Count * took[total.Kind]) + running.Sum(stage => stage.Left!.Value.TotalSeconds);
        return TimeSpan.FromSeconds(seconds / Math.Max(running.Count, 1));
    }
}
