using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using Polly;

namespace LCam.Experiments.Running;

/// <summary>
/// Gives a plan's ready stages to an engine and brings what their workers write into the store. The only writer of
/// the store.
/// </summary>
public sealed class Coordinator(
    ExperimentStore store,
    IEngine engine,
    IFileSystem fileSystem,
    TimeProvider clock,
    HostIdentity host,
    EnvironmentDescription environment,
    ResiliencePipeline faults,
    IRunObserver observer)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Executes what the plan says is to be done.</summary>
    /// <param name="plan">Every stage before those that need it.</param>
    /// <param name="cancellation">Stops the sweep after the current steps; what was done stays done.</param>
    public RunSummary Run(IReadOnlyList<PlannedStage> plan, RunOptions options, CancellationToken cancellation)
    {
        observer.Begin(plan);
        var board = new StageBoard(plan, options);
        var active = new List<ActiveRun>();
        while (true)
        {
            if (cancellation.IsCancellationRequested)
            {
                board.Stop();
                active.ForEach(run => engine.Cancel(run.Folder));
            }

            while (active.Select(run => run.Cohort).Distinct().Count() < engine.Slots && board.TakeReady() is { Count: > 0 } cohort)
            {
                var runs = cohort.Select(stage => Start(stage, cohort, options)).ToList();
                engine.Submit([.. runs.Select(run => run.Folder)]);
                active.AddRange(runs);
            }

            if (active.Count == 0)
            {
                break;
            }

            WaitALittle();
            foreach (var run in active.ToList())
            {
                Ingest(run);
                if (engine.Poll(run.Folder) == EngineState.Over)
                {
                    Finish(run, board);
                    active.Remove(run);
                }
            }
        }

        foreach (var (stage, reason) in board.Skipped())
        {
            observer.Skipped(stage, reason);
        }

        return board.Summary();
    }

    private ActiveRun Start(PlannedStage stage, object cohort, RunOptions options)
    {
        var again = stage.State == PlanState.Failed && options.RetryFailed;
        var attempt = stage.State == PlanState.Resume ? stage.Attempt : stage.Attempt + 1;
        var folder = new StageFolder(fileSystem, store.Folder, stage.Key, attempt);
        faults.Execute(() => Prepare(folder, stage));
        var now = clock.GetUtcNow();
        var before = stage.State == PlanState.Resume ? store.Runs.Of(stage.Key).First(run => run.Attempt == attempt) : null;
        var record = new RunRecord
        {
            Id = RunRecord.IdOf(stage.Key, attempt),
            StageKey = stage.Key,
            Attempt = attempt,
            State = RunState.Running,
            Host = host.Host,
            Pid = host.Pid,
            BootId = host.BootId,
            Heartbeat = now,
            Started = before?.Started ?? now,
            Seconds = before?.Seconds ?? 0,
            Device = stage.Order!.Execution.Device,
            Threads = stage.Order.Execution.Threads,
            EnvironmentId = environment.Id,
        };
        store.Runs.Save(record, environment.Text);
        store.Scores.Forget(record.Id);
        store.Events.Append(before is not null ? "run-resumed" : again ? "run-retried" : "run-started", record.Id, new JsonObject { ["stage"] = stage.Key });
        observer.Started(stage, record.Id);
        return new ActiveRun(stage, folder, cohort, record, clock.GetTimestamp());
    }

    // A worker whose coordinator was killed may be about to die: nothing is touched before it is gone.
    private void Prepare(StageFolder folder, PlannedStage stage)
    {
        using var sole = StageLock.Take([folder]);
        folder.WriteOrder(stage.Order!);
        folder.DeleteResult();
        if (stage.State == PlanState.Resume)
        {
            // The worker would cut it at the same point; done before any line is read, so that none is read twice or half.
            using var journal = new JournalWriter(fileSystem, folder.JournalPath, ResumePoint.Find(stage.Order!, folder).JournalLength);
        }
    }

    private void Ingest(ActiveRun run)
    {
        var placed = faults.Execute(() => run.Folder.ReadJournal(run.JournalOffset).ToList());
        if (placed.Count > 0)
        {
            store.Scores.Ingest(run.Record.Id, [.. placed.Select(entry => entry.Entry)]);
            run.JournalOffset = placed[^1].End;
            placed.ForEach(entry => observer.Journal(run.Stage, entry.Entry));
        }

        Beat(run);
    }

    private void Beat(ActiveRun run)
    {
        var now = clock.GetUtcNow();
        if (now - run.Record.Heartbeat >= TimeSpan.FromSeconds(5))
        {
            run.Record = run.Record with { Heartbeat = now };
            store.Runs.Save(run.Record, environment.Text);
        }
    }

    private void Finish(ActiveRun run, StageBoard board)
    {
        var result = engine.Collect(run.Folder);

        // The worker may have written between the last look and its end.
        Ingest(run);
        var now = clock.GetUtcNow();
        var seconds = clock.GetElapsedTime(run.StartedAt).TotalSeconds;
        var state = result switch { null => RunState.Interrupted, { Failure: null } => RunState.Succeeded, _ => RunState.Failed };
        var record = run.Record with
        {
            State = state,
            Heartbeat = now,
            Ended = now,
            Seconds = run.Record.Seconds + seconds,
            FailureKind = result?.Failure?.Kind,
            FailureMessage = result?.Failure?.Message,
        };
        if (result is { Failure: null })
        {
            store.Scores.SaveArtifacts(record.Id, [.. result.Artifacts.Select(file => new ArtifactRecord(file.Path, file.Role, file.Sha256, file.Bytes))]);
        }

        store.Runs.Save(record, environment.Text);
        store.Events.Append($"run-{state.ToString().ToLowerInvariant()}", record.Id, result?.Failure is { } cause ? new JsonObject { ["message"] = cause.Message } : null);
        board.Finish(run.Stage, state);
        switch (state)
        {
            case RunState.Succeeded:
                observer.Succeeded(run.Stage, seconds);
                break;
            case RunState.Failed:
                observer.Failed(run.Stage, record.Id, result!.Failure!);
                break;
            default:
                observer.Interrupted(run.Stage);
                break;
        }
    }

    private void WaitALittle()
    {
        using var pause = new ManualResetEventSlim();
        using var timer = clock.CreateTimer(_ => pause.Set(), null, PollInterval, Timeout.InfiniteTimeSpan);
        pause.Wait();
    }

    private sealed class ActiveRun(PlannedStage stage, StageFolder folder, object cohort, RunRecord record, long startedAt)
    {
        /// <summary>The same for stages that are executed together.</summary>
        public object Cohort => cohort;

        public PlannedStage Stage => stage;

        public StageFolder Folder => folder;

        public long StartedAt => startedAt;

        public RunRecord Record { get; set; } = record;

        public long JournalOffset { get; set; }
    }
}
