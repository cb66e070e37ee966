using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Recorded;
using LCam.Experiments.Store;

namespace LCam.Experiments.Checklists;

/// <summary>What an experiment's runs cost: every attempt, whatever became of it.</summary>
/// <param name="Devices">By device and hardware, in the order of first use.</param>
/// <param name="OtherRuns">Runs that the store has beside those, of other experiments or of what this one was before.</param>
/// <param name="OtherSeconds">Their time, in seconds.</param>
internal sealed record ComputeFacts(IReadOnlyList<DeviceUse> Devices, int OtherRuns, double OtherSeconds)
{
    public static ComputeFacts Of(RecordedExperiment recorded, ExperimentStore store)
    {
        var own = recorded.Runs.Select(run => run.Run.Id).ToHashSet(StringComparer.Ordinal);
        var others = store.Runs.All().Where(run => !own.Contains(run.Id)).ToList();
        return new ComputeFacts(
            [.. recorded.Runs.GroupBy(run => (run.Run.Device, Hardware(run))).Select(runs => DeviceUse.Of(runs.Key.Device, runs.Key.Item2, [.. runs]))],
            others.Count,
            others.Sum(run => run.Seconds));
    }

    private static string Hardware(RecordedRun run)
    {
        var environment = StoredJson.Parse(run.Environment);
        var gpus = (environment?["gpu"]?["models"] as JsonArray ?? []).OfType<JsonValue>().Select(model => model.ToString()).CountBy(model => model)
            .Select(model => model.Value == 1 ? model.Key : string.Create(CultureInfo.InvariantCulture, $"{model.Value} {model.Key}"));
        List<string> known = [.. new[] { (string?)environment?["processor"] }.OfType<string>(), .. gpus];
        return known.Count > 0 ? EvidenceFacts.List(known) : "hardware unknown";
    }
}

/// <summary>What was computed on one kind of device.</summary>
/// <param name="Attempts">Runs, those that failed or were interrupted included.</param>
/// <param name="Failed">Attempts that did not succeed.</param>
/// <param name="Seconds">Wall time of all attempts, in seconds: those that shared their passes over the images count each in full.</param>
/// <param name="FailedSeconds">The part of it that did not succeed.</param>
/// <param name="Elapsed">Seconds in which at least one attempt was going on.</param>
/// <param name="Peak">The most memory that a process had resident, in bytes; null where nobody recorded it.</param>
internal sealed record DeviceUse(string Device, string Hardware, int Attempts, int Failed, double Seconds, double FailedSeconds, double Elapsed, long? Peak)
{
    public static DeviceUse Of(string device, string hardware, IReadOnlyList<RecordedRun> runs)
    {
        var failed = runs.Where(run => run.Run.State != RunState.Succeeded).ToList();
        return new DeviceUse(
            device, hardware, runs.Count, failed.Count, runs.Sum(run => run.Run.Seconds), failed.Sum(run => run.Run.Seconds), Together(runs), runs.Max(run => run.Provenance?.PeakBytes));
    }

    /// <summary>Seconds in which runs were going on. They overlap: a moment at which several did counts once.</summary>
    public static double Together(IEnumerable<RecordedRun> runs)
    {
        var (seconds, until) = (0.0, DateTimeOffset.MinValue);
        foreach (var run in runs.Select(run => run.Run).OrderBy(run => run.Started))
        {
            var from = run.Started > until ? run.Started : until;
            if (run.Ended is { } ended && ended > from)
            {
                seconds += (ended - from).TotalSeconds;
                until = ended;
            }
        }

        return seconds;
    }
}
