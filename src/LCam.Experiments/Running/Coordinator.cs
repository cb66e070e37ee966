using System.IO.Abstractions;
using LCam.Experiments.Environments;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;
using Polly;

namespace LCam.Experiments.Running;

/// <summary>
/// Gives a plan's ready stages to an engine and brings what their workers write into the store. Several coordinators
/// may work on one store: each stage is executed by one of them, and the others wait for it.
/// </summary>
public sealed class Coordinator(
    ExperimentStore store,
    IEngine engine,
    IFileSystem fileSystem,
    TimeProvider clock,
    HostIdentity host,
    EnvironmentDescription environment,
    SourceSnapshot source,
    ResiliencePipeline faults,
    PassingFaults passing,
    IRunObserver observer)
{
    private static readonly TimeSpan RecallInterval = TimeSpan.FromSeconds(1);

    // A request to stop is heard, and a run is said to be watched, also while an engine does not want to be asked.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly LeaseWatch _leases = new(host, clock, engine);
    private readonly RunRecorder _recorder = new(store, source, clock, faults, observer);
    private readonly List<ActiveRun> _active = [];
    private long _recalledAt = clock.GetTimestamp();
    private long _polledAt = clock.GetTimestamp();
    private long? _refusedAt;

    /// <summary>Executes what the plan says is to be done.</summary>
    /// <param name="plan">Every stage before those that need it.</param>
    /// <param name="cancellation">Stops the sweep after the current steps; what was done stays done.</param>
    public RunSummary Run(IReadOnlyList<PlannedStage> plan, RunOptions options, CancellationToken cancellation)
    {
        observer.Begin(plan);
        var board = new StageBoard(plan, options);
        try
        {
            Work(plan, board, options, cancellation);
        }
        catch
        {
            StopWork();
            throw;
        }
        finally
        {
            _active.ForEach(run => run.Dispose());
        }

        foreach (var (stage, reason) in board.Skipped())
        {
            observer.Skipped(stage, reason);
        }

        return board.Summary();
    }

    private void Work(IReadOnlyList<PlannedStage> plan, StageBoard board, RunOptions options, CancellationToken cancellation)
    {
        var earlier = new EarlierWork(store, fileSystem, engine.IsHere ? environment : null, faults);
        var claims = new StageClaims(store, host, environment, _leases, earlier, clock);
        var starter = new StageStarter(
            store, fileSystem, clock, claims, earlier, board, _recorder, faults, environment, engine.IsHere, observer, options, (run, result) => Finish(run, result, board));
        _leases.Ask(store.Runs.Latest([.. plan.Where(stage => stage.State is PlanState.Elsewhere or PlanState.Resume).Select(stage => stage.Key)]).Values);
        while (true)
        {
            if (cancellation.IsCancellationRequested)
            {
                board.Stop();
                StopAll(board);
            }

            StartReady(board, starter);
            if (_active.Count == 0 && !board.WaitsForOthers)
            {
                break;
            }

            WaitALittle();
            Follow(board);
            Recall(board, starter);
        }
    }

    private void StopAll(StageBoard board)
    {
        foreach (var run in _active.Where(run => run.Job is null).ToList())
        {
            Finish(run, null, board);
        }

        Cancel(_active);
    }

    // The store cannot be written any more: what is under way is saved as far as it can be, and goes on another time. Jobs
    // that need no coordinator go on now.
    private void StopWork()
    {
        if (engine.OutlivesCoordinator)
        {
            return;
        }

        Cancel(_active);
        var jobs = _active.Select(run => run.Job).OfType<JobId>().ToHashSet();
        var since = clock.GetTimestamp();
        while (jobs.Count > 0 && clock.GetElapsedTime(since) < StopPatience)
        {
            WaitALittle();
            foreach (var (job, _) in engine.Poll(jobs).Where(answer => answer.Value.End is not null))
            {
                jobs.Remove(job);
            }
        }
    }

    private void StartReady(StageBoard board, StageStarter starter)
    {
        while (_active.Select(run => run.JobOrCohort).Distinct().Count() < engine.Capacity && board.TakeReady() is { Count: > 0 } cohort)
        {
            _active.AddRange(cohort.Select(stage => starter.Start(stage, cohort)).OfType<ActiveRun>().ToList());
        }

        Attach();
        Submit();
    }

    // Jobs of other coordinators, which the starter found on its way.
    private void Attach()
    {
        foreach (var runs in _active.Where(run => run.Job is not null && !run.IsKnown).GroupBy(run => run.Job!.Value).ToList())
        {
            engine.Attach(runs.Key, [.. runs.Select(run => run.Folder)]);
            runs.ToList().ForEach(run => run.IsKnown = true);
        }
    }

    private void Submit()
    {
        var cohorts = _active.Where(run => run.Job is null).GroupBy(run => run.Cohort).Select(runs => runs.ToList()).ToList();
        if (cohorts.Count == 0 || (_refusedAt is { } last && clock.GetElapsedTime(last) < engine.PollInterval))
        {
            return;
        }

        _refusedAt = null;
        foreach (var (runs, job) in cohorts.Zip(engine.Submit([.. cohorts.Select(runs => (IReadOnlyList<StageFolder>)[.. runs.Select(run => run.Folder)])])))
        {
            if (job is not { } taken)
            {
                // The runs are this process's, and wait with it.
                _refusedAt = clock.GetTimestamp();
                continue;
            }

            foreach (var run in runs)
            {
                (run.Job, run.IsKnown) = (taken, true);
                if (engine.OutlivesCoordinator)
                {
                    _recorder.RecordJob(run, new EngineJob(engine.Name, taken));
                }
            }
        }
    }

    private void Follow(StageBoard board)
    {
        _recorder.RecordRetries(passing.Take());
        if (engine.PollInterval > LongestPause && clock.GetElapsedTime(_polledAt) < engine.PollInterval)
        {
            _active.ForEach(_recorder.Beat);
            return;
        }

        _polledAt = clock.GetTimestamp();
        _active.ForEach(_recorder.Ingest);
        LetGo(board);
        Cancel(_active.Where(run => run.IsLost || run.Unreadable is not null));
        var answers = engine.Poll([.. _active.Select(run => run.Job).OfType<JobId>().Distinct()]);
        foreach (var run in _active.ToList())
        {
            if (run.Job is not { } job || answers.GetValueOrDefault(job) is not { } status)
            {
                continue;
            }

            if (status.End is { } end)
            {
                Finish(run, Collect(run, end), board);
            }
            else
            {
                _recorder.RecordState(run, status.State);
            }
        }
    }

    // Whoever took a run over while this process slept may have attached to the same job: then that is theirs.
    private void LetGo(StageBoard board)
    {
        foreach (var run in _active.Where(run => run.IsLost).ToList())
        {
            if (run.Job is null || (run.Record.Job is { } ours && store.Runs.Latest([run.Stage.Key]).GetValueOrDefault(run.Stage.Key)?.Job == ours))
            {
                Finish(run, null, board);
            }
        }
    }

    private void Cancel(IEnumerable<ActiveRun> runs)
    {
        var asked = runs.Where(run => run is { Job: not null, IsCancelled: false }).ToList();
        if (asked.Count > 0)
        {
            engine.Cancel([.. asked.Select(run => run.Job!.Value).Distinct()]);
            asked.ForEach(run => run.IsCancelled = true);
        }
    }

    // A result that cannot be read fails its own stage, and no other.
    private static StageResult? Collect(ActiveRun run, JobEnd end)
    {
        try
        {
            return end.ResultOf(run.Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            return new StageResult(StageFailure.Of(failure), []);
        }
    }

    private void Finish(ActiveRun run, StageResult? result, StageBoard board)
    {
        _active.Remove(run);
        // Another process was at work when the worker came: the stage is not failed, it is its turn later.
        var isBusy = result?.Failure?.Kind == StageFailure.Busy;
        if (!run.IsLost && _recorder.End(run, isBusy ? null : result) is { } state && !isBusy)
        {
            board.Finish(run.Stage, state);
        }
        else
        {
            board.Defer(run.Stage);
        }

        run.Dispose();
    }

    // Stages that another process executes come back when it is done with them, or dead.
    private void Recall(StageBoard board, StageStarter starter)
    {
        if (!board.WaitsForOthers || clock.GetElapsedTime(_recalledAt) < RecallInterval)
        {
            return;
        }

        _recalledAt = clock.GetTimestamp();
        var latest = store.Runs.Latest(board.Deferred);
        _leases.Ask(latest.Values);
        foreach (var stage in board.Deferred)
        {
            if (latest.GetValueOrDefault(stage) is not { } run || _leases.Of(run) != Lease.Held)
            {
                board.Recall(stage);
            }
            else
            {
                starter.TellHolder(board.DeferredStage(stage), run);
            }
        }
    }

    private void WaitALittle()
    {
        using var pause = new ManualResetEventSlim();
        using var timer = clock.CreateTimer(_ => pause.Set(), null, engine.PollInterval < LongestPause ? engine.PollInterval : LongestPause, Timeout.InfiniteTimeSpan);
        pause.Wait();
    }
}
