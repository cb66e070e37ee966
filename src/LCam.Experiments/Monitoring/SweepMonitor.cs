using System.IO.Abstractions;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Monitoring;

/// <summary>Tells how far experiments are, from a store that somebody else may be writing. Changes nothing.</summary>
public sealed class SweepMonitor(ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    private static readonly string[] Order = ["classifier", "train", "evaluate"];

    /// <summary>An experiment's stages in the order of execution, and what runs now.</summary>
    public SweepStatus Look(string experiment)
    {
        var keys = store.Experiments.CurrentCells(experiment)
            .SelectMany(cell => new[] { cell.ClassifierKey, cell.TrainKey, cell.EvaluateKey }).OfType<string>().Distinct().ToList();
        var names = store.Experiments.Names(keys);
        var latest = store.Runs.Latest(keys);
        List<StageStatus> stages =
        [
            .. keys.Select(key => new StageStatus(names[key], latest.GetValueOrDefault(key)))
                .OrderBy(stage => Array.IndexOf(Order, stage.Stage.Kind)),
        ];
        var running = stages.Where(stage => stage.Run?.State == RunState.Running).Select(stage => Activity(stage.Stage, stage.Run!)).ToList();
        return new SweepStatus(experiment, stages, running, Left(stages, running));
    }

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
    private static TimeSpan? Left(List<StageStatus> stages, List<StageActivity> running)
    {
        var waiting = stages.Where(stage => stage.Run?.State is null or RunState.Queued or RunState.Interrupted).ToList();
        if (waiting.Count == 0 && running.Count == 0)
        {
            return TimeSpan.Zero;
        }

        var took = stages.Where(stage => stage.Run?.State == RunState.Succeeded)
            .GroupBy(stage => stage.Stage.Kind).ToDictionary(kind => kind.Key, kind => kind.Average(stage => stage.Run!.Seconds), StringComparer.Ordinal);
        if (waiting.Any(stage => !took.ContainsKey(stage.Stage.Kind)) || running.Any(stage => stage.Left is null))
        {
            return null;
        }

        var seconds = waiting.Sum(stage => took[stage.Stage.Kind]) + running.Sum(stage => stage.Left!.Value.TotalSeconds);
        return TimeSpan.FromSeconds(seconds / Math.Max(running.Count, 1));
    }
}
