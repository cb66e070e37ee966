using System.IO.Abstractions;
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
        var claims = new StageClaims(store, host, environment, _leases, clock);
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
            var runs = cohort.Select(stage => Start(stage, cohort, board, claims.Claim(stage, options))).OfType<ActiveRun>().ToList();
            if (runs.Count > 0)
            {
                engine.Submit([.. runs.Select(run => run.Folder)]);
                _active.AddRange(runs);
            }
        }
    }

    private ActiveRun? Start(PlannedStage stage, object cohort, StageBoard board, StageClaim claim)
    {
        switch (claim.Outcome)
        {
            case ClaimOutcome.Held:
                board.Defer(stage);
                observer.Waiting(stage, claim.Run);
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
            _books.Trace(run);
            _books.Warn(run, faults.Execute(() => Prepare(folder, stage, claim.Resumes)));
            return run;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            Finish(run, new StageResult(StageFailure.Of(failure), []), board);
            return null;
        }
    }

    // A worker whose coordinator was killed may be about to die: nothing is touched before it is gone.
    private IReadOnlyList<string> Prepare(StageFolder folder, PlannedStage stage, bool resumes)
    {
        using var sole = StageLock.Take([folder]);
        StageRemains.Clear(StageFolder.Attempts(fileSystem, store.Folder, stage.Key));
        if (!resumes)
        {
            // What lies there without a row, of a killed import for one, is not this run's: it must not go on from there.
            folder.Clear();
        }

        folder.WriteOrder(stage.Order!);
        folder.DeleteResult();
        if (!resumes)
        {
            return [];
        }

        // The worker would cut it at the same point; done before any line is read, so that none is read twice or half.
        var point = ResumePoint.Find(stage.Order!, folder);
        using var journal = new JournalWriter(fileSystem, folder.JournalPath, point.JournalLength);
        return point.Warnings;
    }

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
        if (!run.IsLost && _books.Close(run, result) is { } state)
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
        foreach (var run in store.Runs.Latest(board.Deferred).Values.Where(run => !_leases.IsHeld(run)))
        {
            board.Recall(run.StageKey);
        }
    }

    private void WaitALittle()
    {
        using var pause = new ManualResetEventSlim();
        using var timer = clock.CreateTimer(_ => pause.Set(), null, PollInterval, Timeout.InfiniteTimeSpan);
        pause.Wait();
    }
}
