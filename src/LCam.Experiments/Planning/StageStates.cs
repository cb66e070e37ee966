using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Planning;

/// <summary>What the store says of stages: done, failed, interrupted, under way, and how the last version of a cell differed.</summary>
internal sealed class StageStates
{
    private readonly ExperimentStore? _store;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly bool _resume;
    private readonly Dictionary<string, RunRecord?> _latest = new(StringComparer.Ordinal);
    private ILookup<string, ArtifactRecord>? _artifacts;
    private readonly Dictionary<string, CellRecord> _previous = new(StringComparer.Ordinal);

    public StageStates(ExperimentStore? store, HostIdentity host, TimeProvider clock, string experiment, bool resume)
    {
        _store = store;
        _host = host;
        _clock = clock;
        _resume = resume;
        foreach (var cell in store?.Experiments.Cells(experiment) ?? [])
        {
            _previous.TryAdd(cell.Label, cell);
        }
    }

    /// <summary>Asks the store for many stages at once.</summary>
    public void Load(IReadOnlyCollection<string> keys)
    {
        var known = _store?.Runs.Latest(keys);
        foreach (var key in keys)
        {
            _latest[key] = known?.GetValueOrDefault(key);
        }

        _artifacts = _store?.Scores.Artifacts([.. known!.Values.Where(run => run.State == RunState.Succeeded).Select(run => run.Id)]);
    }

    /// <summary>What to do about a stage whose inputs are all there.</summary>
    /// <param name="before">The same cell's stage of this kind in the experiment's last version.</param>
    public (PlanState State, string Reason, int Attempt) Of(string key, Func<string> identity, string? before)
    {
        var latest = _latest.GetValueOrDefault(key);
        return latest?.State switch
        {
            RunState.Succeeded when IsWhole(latest) => (PlanState.Cached, $"done, run {latest.Id}", latest.Attempt),
            RunState.Succeeded => (PlanState.Run, $"the files of run {latest.Id} are gone", latest.Attempt),
            RunState.Failed when latest.CanGoOn && _resume => (PlanState.Resume, $"run {latest.Id} was killed: {FirstLine(latest.FailureMessage)}", latest.Attempt),
            RunState.Failed when latest.CanGoOn => (PlanState.Run, $"run {latest.Id} was killed, and resuming is off", latest.Attempt),
            RunState.Failed => (PlanState.Failed, $"run {latest.Id} failed: {FirstLine(latest.FailureMessage)}", latest.Attempt),
            RunState.Running or RunState.Queued when IsAlive(latest) =>
                (PlanState.Elsewhere, $"run {latest.Id} is under way in {latest.Holder}", latest.Attempt),
            RunState.Running or RunState.Queued or RunState.Interrupted => _resume
                ? (PlanState.Resume, $"run {latest.Id} was interrupted", latest.Attempt)
                : (PlanState.Run, $"run {latest.Id} was interrupted, and resuming is off", latest.Attempt),
            _ => (PlanState.Run, Difference(identity, before), 0),
        };
    }

    /// <summary>A stage that was planned, as the store stands now.</summary>
    public PlannedStage Again(PlannedStage stage)
    {
        if (_latest.GetValueOrDefault(stage.Key) is null)
        {
            return stage.Attempt == 0 ? stage : stage with { State = PlanState.Run, Reason = "what was done of it was removed from the store", Attempt = 0 };
        }

        var (state, reason, attempt) = Of(stage.Key, stage.MakeIdentity!, null);
        return stage with { State = state, Reason = reason, Attempt = attempt };
    }

    /// <summary>The same cell's stages in the experiment's last version; null where there was none.</summary>
    public CellRecord? Previous(string label) => _previous.GetValueOrDefault(label);

    private string Difference(Func<string> identity, string? before)
    {
        if (before is null || !_store!.Experiments.Stages([before]).TryGetValue(before, out var stage))
        {
            return "not run yet";
        }

        var differences = CanonicalJson.Differences(CanonicalJson.Parse(stage.Identity), CanonicalJson.Parse(identity()));
        return "changed: " + string.Join("; ", differences.Select(Readable));
    }

    // Keys of other stages say nothing to people, the fact that one changed does.
    private static string Readable(JsonDifference difference) =>
        difference.Path.EndsWith(".stage", StringComparison.Ordinal)
            ? $"the {difference.Path.Split('.')[^2]}'s stage"
            : difference.Before.Length + difference.After.Length > 100 ? difference.Path : difference.ToString();

    // Of a job only its engine knows, and a plan asks nobody.
    private bool IsAlive(RunRecord run) => run.Job is not null || _host.MayBeAlive(run.Process, run.Heartbeat, _clock.GetUtcNow());

    private bool IsWhole(RunRecord run) => _artifacts![run.Id]
        .All(artifact => File.Exists(Path.Combine(_store!.Folder, StageFolder.StagesName, run.StageKey, run.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture), artifact.Path)));

    private static string FirstLine(string? text) => (text ?? "").Split('\n')[0];
}
