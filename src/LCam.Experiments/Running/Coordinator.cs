using System.IO.Abstractions;
using System.Runtime.ExceptionServices;
using LCam.Experiments.Journals;
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
    private readonly RunBooks _books = new(store, environment, source, clock, faults, observer);
    private readonly List<ActiveRun> _active = [];
    private readonly EarlierWork _earlier = new(store, fileSystem, environment);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldBusy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldHeld = new(StringComparer.Ordinal);
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
        var claims = new StageClaims(store, host, environment, _leases, _earlier, clock);
        while (true)
        {
            if (cancellation.IsCancellationRequested)
            {
                board.Stop();
                _active.ForEach(run => engine.Cancel(run.Folder));
            }

            StartReady(board, claims, options);
            if (_active.Count == 0 && !board.WaitsForOthers)
            {
                break;
            }

            WaitALittle();
            Look(board);
            Recall(board);
        }
    }

    // The books cannot be kept any more: what is under way is saved as far as it can be, and goes on another time.
    private void StopWork()
    {
        _active.ForEach(run => engine.Cancel(run.Folder));
        var since = clock.GetTimestamp();
        while (_active.Any(run => engine.Poll(run.Folder) == EngineState.Running) && clock.GetElapsedTime(since) < StopPatience)
        {
            WaitALittle();
        }
    }

    private void StartReady(StageBoard board, StageClaims claims, RunOptions options)
    {
        while (_active.Select(run => run.Cohort).Distinct().Count() < engine.Slots && board.TakeReady() is { Count: > 0 } cohort)
        {
            var runs = cohort.Select(stage => Start(stage, cohort, board, claims, options)).OfType<ActiveRun>().ToList();
            if (runs.Count > 0)
            {
                engine.Submit([.. runs.Select(run => run.Folder)]);
                _active.AddRange(runs);
            }
        }
    }

    // Whoever has a stage's lock is the only one who asks for it, takes it over or touches its folder. The lock is let go
    // only for the worker, which takes it as its first deed.
    private ActiveRun? Start(PlannedStage stage, object cohort, StageBoard board, StageClaims claims, RunOptions options)
    {
        if (claims.Holder(stage) is { } held)
        {
            Wait(stage, board, held);
            return null;
        }

        var (sole, failure) = Lock(stage);
        using (sole)
        {
            if (sole is null && failure is null)
            {
                WaitForLock(stage, board);
                return null;
            }

            return Start(stage, cohort, board, claims.Claim(stage, options), options, failure);
        }
    }

    private (StageLock? Sole, Exception? Failure) Lock(PlannedStage stage)
    {
        try
        {
            return (StageLock.TryTake(new StageFolder(fileSystem, store.Folder, stage.Key, 1)), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, failure);
        }
    }

    private void Wait(PlannedStage stage, StageBoard board, RunRecord run)
    {
        board.Defer(stage);
        if (_toldHeld.Add(stage.Key))
        {
            observer.Waiting(stage, run);
        }
    }

    // A process that is about to die keeps the lock for a moment: that is not worth a word.
    private void WaitForLock(PlannedStage stage, StageBoard board)
    {
        board.Defer(stage);
        if (!_busy.Add(stage.Key) && _toldBusy.Add(stage.Key))
        {
            observer.Busy(stage, new StageFolder(fileSystem, store.Folder, stage.Key, 1).LockPath);
        }
    }

    private ActiveRun? Start(PlannedStage stage, object cohort, StageBoard board, StageClaim claim, RunOptions options, Exception? unlockable)
    {
        switch (claim.Outcome)
        {
            case ClaimOutcome.Held:
                Wait(stage, board, claim.Run);
                return null;
            case ClaimOutcome.Refused:
                board.Refuse(stage, Refusal(claim));
                return null;
            case ClaimOutcome.Done or ClaimOutcome.Failed:
                board.FinishElsewhere(stage, claim.Run.State);
                observer.EndedElsewhere(stage, claim.Run);
                return null;
            default:
                break;
        }

        var folder = new StageFolder(fileSystem, store.Folder, stage.Key, claim.Run.Attempt);
        var run = new ActiveRun(stage, folder, cohort, claim.Run, clock.GetTimestamp());
        _books.Open(run, claim.Resumes ? "resumed" : stage.State == PlanState.Failed ? "retried" : "started");
        try
        {
            if (unlockable is not null)
            {
                ExceptionDispatchInfo.Throw(unlockable);
            }

            _books.Trace(run);
            Prepare(run, claim, options);
            return run;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            Finish(run, new StageResult(StageFailure.Of(failure), []), board);
            return null;
        }
    }

    private void Prepare(ActiveRun run, StageClaim claim, RunOptions options)
    {
        var (order, folder) = (run.Stage.Order!, run.Folder);
        faults.Execute(() => fileSystem.Directory.CreateDirectory(folder.Path));
        StageRemains.Clear(StageFolder.Attempts(fileSystem, store.Folder, run.Stage.Key));
        if (!claim.Resumes)
        {
            // What lies there without a row, of a killed import for one, is not this run's: it must not go on from there.
            folder.Clear();
        }

        folder.DeleteResult();
        var point = claim.Resumes ? faults.Execute(() => ResumePoint.Find(order, folder)) : null;
        var before = claim.Before;
        if (point is not { Done: > 0 } && options.Resume && faults.Execute(() => _earlier.TakeOver(order, folder, run.Record.Attempt, options.ContinueElsewhere)) is { } taken)
        {
            _books.TakeOver(run, taken);
            before = taken.Run;
            point = ResumePoint.Find(order, folder) with { Warnings = point?.Warnings ?? [] };
        }

        var earlier = point is { Done: > 0, Stretches.Count: 0 } && before is not null ? store.Runs.EnvironmentText(before.EnvironmentId) : null;
        faults.Execute(() => folder.WriteOrder(order with { EarlierEnvironment = earlier }));

        // The worker would cut it at the same point; done before any line is read, so that none is read twice or half.
        if (point is not null)
        {
            using var journal = new JournalWriter(fileSystem, folder.JournalPath, point.JournalLength);
        }

        _books.Warn(run, point?.Warnings ?? []);
    }

    private static string Refusal(StageClaim claim) =>
        $"run {claim.Run.Id} was begun under other conditions, and going on would mix its numbers: {string.Join("; ", claim.Differences)}. "
        + "Run it as it was begun (--threads, --device, the same machine and program), or with --continue-elsewhere, and its numbers are called mixed, or let 'lcam retry' begin it anew";

    private void Look(StageBoard board)
    {
        _books.Note(passing.Take());
        foreach (var run in _active.ToList())
        {
            _books.Look(run);
            if (run.IsLost || run.Unreadable is not null)
            {
                engine.Cancel(run.Folder);
            }

            if (engine.Poll(run.Folder) == EngineState.Over)
            {
                _active.Remove(run);
                Finish(run, engine.Collect(run.Folder), board);
            }
        }
    }

    private void Finish(ActiveRun run, StageResult? result, StageBoard board)
    {
        // Another process was at work when the worker came: the stage is not failed, it is its turn later.
        var isBusy = result?.Failure?.Kind == StageFailure.Busy;
        if (!run.IsLost && _books.Close(run, isBusy ? null : result) is { } state && !isBusy)
        {
            board.Finish(run.Stage, state);
        }
        else
        {
            board.Defer(run.Stage);
        }
    }

    // Stages that another process executes come back when it is done with them, or dead.
    private void Recall(StageBoard board)
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
            else if (_toldHeld.Add(stage))
            {
                observer.Waiting(board.DeferredStage(stage), run);
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
