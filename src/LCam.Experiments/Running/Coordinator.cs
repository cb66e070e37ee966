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
    private long _recalledAt = clock.GetTimestamp();
    private long _polledAt = clock.GetTimestamp();

    /// <summary>Executes what the plan says is to be done.</summary>
    /// <param name="plan">Every stage before those that need it.</param>
    /// <param name="cancellation">Stops the sweep after the current steps; what was done stays done.</param>
    public RunSummary Run(IReadOnlyList<PlannedStage> plan, RunOptions options, CancellationToken cancellation)
    {
        observer.Begin(plan);
        var board = new StageBoard(plan, options);
        using var jobs = new ActiveJobs(engine, _recorder, clock);
        try
        {
            Work(plan, jobs, board, options, cancellation);
        }
        catch
        {
            StopWork(jobs);
            throw;
        }

        foreach (var (stage, reason) in board.Skipped())
        {
            observer.Skipped(stage, reason);
        }

        return board.Summary();
    }

    private void Work(IReadOnlyList<PlannedStage> plan, ActiveJobs jobs, StageBoard board, RunOptions options, CancellationToken cancellation)
    {
        var earlier = new EarlierWork(store, fileSystem, engine.IsHere ? environment : null, faults);
        var claims = new StageClaims(store, host, environment, _leases, earlier, clock);
        var starter = new StageStarter(
            store, fileSystem, clock, claims, earlier, board, _recorder, faults, environment, engine.IsHere, observer, options, (run, result) => Finish(run, result, jobs, board));
        _leases.Ask(store.Runs.Latest([.. plan.Where(stage => stage.State is PlanState.Elsewhere or PlanState.Resume).Select(stage => stage.Key)]).Values);
        while (true)
        {
            if (cancellation.IsCancellationRequested)
            {
                board.Stop();
                StopAll(jobs, board);
            }

            StartReady(jobs, board, starter);
            if (jobs.IsEmpty && !board.WaitsForOthers)
            {
                break;
            }

            WaitALittle();
            Follow(jobs, board);
            Recall(board, starter);
        }
    }

    private void StopAll(ActiveJobs jobs, StageBoard board)
    {
        foreach (var run in jobs.Runs.Where(run => run.Job is null))
        {
            Finish(run, null, jobs, board);
        }

        jobs.Cancel(jobs.Runs);
    }

    // The store cannot be written any more: what is under way is saved as far as it can be, and goes on another time. Jobs
    // that need no coordinator go on now.
    private void StopWork(ActiveJobs jobs)
    {
        if (engine.OutlivesCoordinator)
        {
            return;
        }

        jobs.Cancel(jobs.Runs);
        var (left, since) = (jobs.Ids.ToHashSet(), clock.GetTimestamp());
        while (left.Count > 0 && clock.GetElapsedTime(since) < StopPatience)
        {
            WaitALittle();
            left.ExceptWith(engine.Poll(left).Where(answer => answer.Value.End is not null).Select(answer => answer.Key));
        }
    }

    private static void StartReady(ActiveJobs jobs, StageBoard board, StageStarter starter)
    {
        while (jobs.HasRoom && board.TakeReady() is { Count: > 0 } cohort)
        {
            var runs = new List<ActiveRun>();
            foreach (var stage in cohort)
            {
                // What it needs of its cohort must have started with it: else it is its turn later.
                if (cohort.Any(other => stage.Needs.Contains(other.Key) && runs.TrueForAll(run => run.Stage != other)))
                {
                    board.Return(stage);
                }
                else if (starter.Start(stage, cohort) is { } run)
                {
                    runs.Add(run);
                }
            }

            jobs.Add(runs);
        }

        jobs.Submit();
    }

    private void Follow(ActiveJobs jobs, StageBoard board)
    {
        _recorder.RecordRetries(passing.Take());
        if (engine.PollInterval > LongestPause && clock.GetElapsedTime(_polledAt) < engine.PollInterval)
        {
            jobs.Runs.ToList().ForEach(_recorder.Beat);
            return;
        }

        _polledAt = clock.GetTimestamp();
        jobs.Runs.ToList().ForEach(_recorder.Ingest);
        foreach (var run in jobs.Runs.Where(IsOthers))
        {
            Finish(run, null, jobs, board);
        }

        jobs.Cancel(jobs.Runs.Where(run => run.IsLost || run.Unreadable is not null));
        foreach (var (run, end) in jobs.Poll())
        {
            Finish(run, Collect(run, end), jobs, board);
        }
    }

    // Whoever took a run over while this process slept may have attached to the same job: then that is theirs.
    private bool IsOthers(ActiveRun run) => run.IsLost
        && (run.Job is null || (run.Record.Job is { } ours && store.Runs.Latest([run.Stage.Key]).GetValueOrDefault(run.Stage.Key)?.Job == ours));

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

    private void Finish(ActiveRun run, StageResult? result, ActiveJobs jobs, StageBoard board)
    {
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

        jobs.Remove(run);
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
