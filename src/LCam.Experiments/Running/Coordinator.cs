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
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RecallInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly LeaseWatch _leases = new(host, clock);
    private readonly RunRecorder _recorder = new(store, environment, source, clock, faults, observer);
    private readonly List<ActiveRun> _active = [];
    private long _recalledAt = clock.GetTimestamp();

    /// <summary>Executes what the plan says is to be done.</summary>
    /// <param name="plan">Every stage before those that need it.</param>
    /// <param name="cancellation">Stops the sweep after the current steps; what was done stays done.</param>
    public RunSummary Run(IReadOnlyList<PlannedStage> plan, RunOptions options, CancellationToken cancellation)
    {
        observer.Begin(plan);
        var board = new StageBoard(plan, options);
        try
        {
            Work(board, options, cancellation);
        }
        catch
        {
            StopWork();
            throw;
        }

        foreach (var (stage, reason) in board.Skipped())
        {
            observer.Skipped(stage, reason);
        }

        return board.Summary();
    }

    private void Work(StageBoard board, RunOptions options, CancellationToken cancellation)
    {
        var earlier = new EarlierWork(store, fileSystem, environment, faults);
        var claims = new StageClaims(store, host, environment, _leases, earlier, clock);
        var starter = new StageStarter(
            store, fileSystem, clock, claims, earlier, board, _recorder, faults, observer, options, (run, result) => Finish(run, result, board));
        while (true)
        {
            if (cancellation.IsCancellationRequested)
            {
                board.Stop();
                _active.ForEach(run => engine.Cancel(run.Folder));
            }

            StartReady(board, starter);
            if (_active.Count == 0 && !board.WaitsForOthers)
            {
                break;
            }

            WaitALittle();
            Look(board);
            Recall(board, starter);
        }
    }

    // The store cannot be written any more: what is under way is saved as far as it can be, and goes on another time.
    private void StopWork()
    {
        _active.ForEach(run => engine.Cancel(run.Folder));
        var since = clock.GetTimestamp();
        while (_active.Any(run => engine.Poll(run.Folder) == EngineState.Running) && clock.GetElapsedTime(since) < StopPatience)
        {
            WaitALittle();
        }
    }

    private void StartReady(StageBoard board, StageStarter starter)
    {
        while (_active.Select(run => run.Cohort).Distinct().Count() < engine.Slots && board.TakeReady() is { Count: > 0 } cohort)
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

            if (runs.Count > 0)
            {
                engine.Submit([.. runs.Select(run => run.Folder)]);
                _active.AddRange(runs);
            }
        }
    }

    private void Look(StageBoard board)
    {
        _recorder.RecordRetries(passing.Take());
        foreach (var run in _active.ToList())
        {
            _recorder.Ingest(run);
            if (run.IsLost || run.Unreadable is not null)
            {
                engine.Cancel(run.Folder);
            }

            if (engine.Poll(run.Folder) == EngineState.Over)
            {
                _active.Remove(run);
                Finish(run, Collect(run), board);
            }
        }
    }

    // A result that cannot be read fails its own stage, and no other.
    private StageResult? Collect(ActiveRun run)
    {
        try
        {
            return engine.Collect(run.Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            return new StageResult(StageFailure.Of(failure), []);
        }
    }

    private void Finish(ActiveRun run, StageResult? result, StageBoard board)
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
        foreach (var stage in board.Deferred)
        {
            if (latest.GetValueOrDefault(stage) is not { } run || !_leases.IsHeld(run))
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
        using var timer = clock.CreateTimer(_ => pause.Set(), null, PollInterval, Timeout.InfiniteTimeSpan);
        pause.Wait();
    }
}
