using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>Which of a sweep's stages are done, waiting, failed: decides what may start next.</summary>
internal sealed class StageBoard
{
    private readonly List<PlannedStage> _waiting = [];
    private readonly List<PlannedStage> _deferred = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly List<(PlannedStage Stage, string Reason)> _skipped = [];
    private readonly bool _failFast;
    private int _cached;
    private int _succeeded;
    private int _failed;
    private int _interrupted;
    private string? _stopped;

    /// <summary>There are stages that another process executes, and whose end is of interest.</summary>
    public bool WaitsForOthers => _stopped is null && _deferred.Count > 0;

    /// <summary>The keys of those stages.</summary>
    public IReadOnlyCollection<string> Deferred => [.. _deferred.Select(stage => stage.Key)];

    public StageBoard(IReadOnlyList<PlannedStage> plan, RunOptions options)
    {
        _failFast = options.FailFast;
        foreach (var stage in plan)
        {
            switch (stage.State)
            {
                case PlanState.Cached:
                    _cached++;
                    _done.Add(stage.Key);
                    break;
                case PlanState.Failed when !options.RetryFailed:
                    _failed++;
                    break;
                case PlanState.Blocked:
                    _skipped.Add((stage, stage.Reason));
                    break;
                default:
                    _waiting.Add(stage);
                    _open.Add(stage.Key);
                    break;
            }
        }
    }

    /// <summary>
    /// The next stage whose needs are all done, and with it those that share work with it and need nothing but what is done
    /// or among them; each behind its needs. Empty where none may start now.
    /// </summary>
    public IReadOnlyList<PlannedStage> TakeReady()
    {
        if (TakeFirst() is not { } first)
        {
            return [];
        }

        if (Cohort.KeyOf(first.Order!) is not { } key)
        {
            return [first];
        }

        List<PlannedStage> cohort = [first];
        foreach (var stage in _waiting.ToList())
        {
            if (stage.Needs.All(need => _done.Contains(need) || cohort.Exists(other => other.Key == need)) && Cohort.KeyOf(stage.Order!) == key)
            {
                _waiting.Remove(stage);
                cohort.Add(stage);
            }
        }

        return cohort;
    }

    /// <summary>Takes a stage back that did not start, for what it needs did not.</summary>
    public void Return(PlannedStage stage) => _waiting.Add(stage);

    private PlannedStage? TakeFirst()
    {
        if (_stopped is not null)
        {
            return null;
        }

        // Stages come after what they need: one pass settles whatever an earlier failure cut off.
        for (var index = 0; index < _waiting.Count; index++)
        {
            var stage = _waiting[index];
            if (stage.Needs.All(_done.Contains))
            {
                _waiting.RemoveAt(index);
                return stage;
            }

            if (stage.Needs.FirstOrDefault(need => !_done.Contains(need) && !_open.Contains(need)) is { } missing)
            {
                _waiting.RemoveAt(index--);
                _open.Remove(stage.Key);
                _skipped.Add((stage, $"needs stage {missing[..12]}, which is not done"));
            }
        }

        return null;
    }

    public void Finish(PlannedStage stage, RunState state)
    {
        _open.Remove(stage.Key);
        switch (state)
        {
            case RunState.Succeeded:
                _succeeded++;
                _done.Add(stage.Key);
                break;
            case RunState.Failed:
                _failed++;
                _stopped ??= _failFast ? "an earlier stage failed" : null;
                break;
            default:
                _interrupted++;
                break;
        }
    }

    /// <summary>Takes note that a stage is not executed, and why.</summary>
    public void Refuse(PlannedStage stage, string reason)
    {
        _open.Remove(stage.Key);
        _skipped.Add((stage, reason));
    }

    /// <summary>Takes note that another process executes a stage.</summary>
    public void Defer(PlannedStage stage) => _deferred.Add(stage);

    /// <summary>The stage of that key.</summary>
    public PlannedStage DeferredStage(string key) => _deferred.First(stage => stage.Key == key);

    /// <summary>Takes note that it no longer does.</summary>
    public void Recall(string key)
    {
        _waiting.AddRange(_deferred.Where(stage => stage.Key == key));
        _deferred.RemoveAll(stage => stage.Key == key);
    }

    /// <summary>Takes note of how a stage ended in another process.</summary>
    public void FinishElsewhere(PlannedStage stage, RunState state)
    {
        Finish(stage, state);
        if (state == RunState.Succeeded)
        {
            _succeeded--;
            _cached++;
        }
    }

    /// <summary>Starts nothing more.</summary>
    public void Stop() => _stopped ??= "the sweep was interrupted";

    /// <summary>The stages that were not tried, and why.</summary>
    public IReadOnlyList<(PlannedStage Stage, string Reason)> Skipped() =>
        [.. _skipped, .. _waiting.Concat(_deferred).Select(stage => (stage, _stopped ?? "its needs were not done"))];

    public RunSummary Summary() => new(_cached, _succeeded, _failed, _skipped.Count + _waiting.Count + _deferred.Count, _interrupted);
}
