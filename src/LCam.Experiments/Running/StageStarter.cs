using System.IO.Abstractions;
using System.Runtime.ExceptionServices;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;
using Polly;

namespace LCam.Experiments.Running;

/// <summary>
/// Begins stages whose turn has come: takes the stage's lock, claims it, and makes its folder ready for a worker. What
/// another process has is deferred.
/// </summary>
/// <param name="isHere">Whether the work goes on in that environment.</param>
/// <param name="finish">Ends a run that could not begin.</param>
internal sealed class StageStarter(
    ExperimentStore store,
    IFileSystem fileSystem,
    TimeProvider clock,
    StageClaims claims,
    EarlierWork earlier,
    StageBoard board,
    RunRecorder recorder,
    ResiliencePipeline faults,
    EnvironmentDescription environment,
    bool isHere,
    IRunObserver observer,
    RunOptions options,
    Action<ActiveRun, StageResult> finish)
{
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldBusy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldHeld = new(StringComparer.Ordinal);

    /// <summary>Begins a stage.</summary>
    /// <param name="cohort">The same for stages that are executed together.</param>
    /// <returns>The run; null where there is none: the stage is deferred, refused, or was ended.</returns>
    public ActiveRun? Start(PlannedStage stage, object cohort)
    {
        // Whoever has a stage's lock is the only one who asks for it, takes it over or touches its folder. The lock is let go
        // only for the worker, which takes it as its first deed.
        switch (claims.Holder(stage))
        {
            case { Lease: Lease.Held } held:
                Wait(stage, held.Run);
                return null;
            case { Lease: Lease.Unwatched } job:
                return Attach(stage, cohort, job.Run);
            case { Lease: Lease.Ended } ended when HasResult(FolderOf(ended.Run)):
                return Attach(stage, cohort, ended.Run);
            default:
                break;
        }

        var (sole, unlockable) = Lock(stage);
        using (sole)
        {
            if (sole is null && unlockable is null)
            {
                WaitForLock(stage);
                return null;
            }

            var claim = claims.Claim(stage, options);
            return Begin(stage, cohort, claim, unlockable ?? claim.From?.Unreadable);
        }
    }

    /// <summary>Says once who has a stage.</summary>
    public void TellHolder(PlannedStage stage, RunRecord run)
    {
        if (_toldHeld.Add(stage.Key))
        {
            observer.Waiting(stage, run);
        }
    }

    // The job has the stage's lock, or will take it, and its order: nothing in the folder is touched.
    private ActiveRun? Attach(PlannedStage stage, object cohort, RunRecord held)
    {
        var began = store.Events.LastOf(held.Id) ?? held.Started;
        if (claims.Attach(held, Math.Max(0, (clock.GetUtcNow() - began).TotalSeconds)) is not { } record)
        {
            Wait(stage, held);
            return null;
        }

        var known = new EnvironmentDescription(record.EnvironmentId, store.Environments.Of(record));
        var run = new ActiveRun(stage, FolderOf(record), cohort, record, known, clock.GetTimestamp()) { Job = record.Job!.Id };
        recorder.Attach(run);
        return run;
    }

    private StageFolder FolderOf(RunRecord run) => new(fileSystem, store.Folder, run.StageKey, run.Attempt);

    // A damaged one, too, is a result: whoever collects it says so.
    private static bool HasResult(StageFolder folder) => folder.FileSystem.File.Exists(folder.ResultPath);

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

    private void Wait(PlannedStage stage, RunRecord run)
    {
        board.Defer(stage);
        TellHolder(stage, run);
    }

    // A process that is about to die keeps the lock for a moment: that is not worth a word.
    private void WaitForLock(PlannedStage stage)
    {
        board.Defer(stage);
        if (!_busy.Add(stage.Key) && _toldBusy.Add(stage.Key))
        {
            observer.Busy(stage, new StageFolder(fileSystem, store.Folder, stage.Key, 1).LockPath);
        }
    }

    private ActiveRun? Begin(PlannedStage stage, object cohort, StageClaim claim, Exception? obstacle)
    {
        switch (claim.Outcome)
        {
            case ClaimOutcome.Held:
                Wait(stage, claim.Run);
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
        var run = new ActiveRun(stage, folder, cohort, claim.Run, environment, clock.GetTimestamp());
        recorder.Start(run, claim.Resumes ? "resumed" : stage.State == PlanState.Failed ? "retried" : "started");
        try
        {
            if (obstacle is not null)
            {
                ExceptionDispatchInfo.Throw(obstacle);
            }

            recorder.RecordProvenance(run);
            if (claim is { Resumes: true, From.Result: { } result })
            {
                finish(run, result);
                return null;
            }

            Prepare(run, claim);
            return run;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            finish(run, new StageResult(StageFailure.Of(failure), []));
            return null;
        }
    }

    private void Prepare(ActiveRun run, StageClaim claim)
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
        var (point, before) = (claim.From?.Point, claim.Before);
        List<string> warnings = [.. point?.Warnings ?? []];
        if (point is not { Done: > 0 } && options.Resume && earlier.TakeOver(order, folder, run.Record.Attempt, options.ContinueElsewhere, warnings.Add) is { } taken)
        {
            recorder.RecordTakeOver(run, taken);
            (point, before) = (taken.Point, taken.Run);
        }

        var computedIn = point is { Done: > 0, Stretches.Count: 0 } && before is not null ? store.Environments.Text(before.EnvironmentId) : null;
        order = order is MeasureOrder measure ? measure with { Known = Known(run.Stage.Key), Kept = measure.Maps is { } maps ? Kept(maps) : null } : order;
        faults.Execute(() => folder.WriteOrder(order with { EarlierEnvironment = computedIn, MayMix = isHere ? null : options.ContinueElsewhere }));

        // The worker would cut it at the same point; done before any line is read, so that none is read twice or half.
        if (point is not null)
        {
            using var journal = new JournalWriter(fileSystem, folder.JournalPath, point.JournalLength);
        }

        recorder.RecordDamage(run, warnings);
    }

    // Null where the stage is not done, or is executed at the same time.
    private KeptRun? Kept(string stage) => KeptRuns.Of(store, stage);

    // The runs that have measured the same maps, with the journals that the store knows them by.
    private List<KnownRun>? Known(string stage)
    {
        var keys = store.Experiments.OfSameSubject(stage);
        var runs = store.Runs.Latest(keys);
        var known = keys.Select(runs.GetValueOrDefault).OfType<RunRecord>().Where(run => run.State == RunState.Succeeded)
            .Select(run => (Run: run, Journal: store.Scores.Artifacts(run.Id).FirstOrDefault(file => file.Path == StageFolder.JournalName)))
            .Where(run => run.Journal is not null)
            .Select(run => new KnownRun(run.Run.StageKey, run.Run.Attempt, run.Journal!.Sha256))
            .ToList();
        return known.Count == 0 ? null : known;
    }

    // Without --threads the number of jobs decides how many threads each has.
    private static string Refusal(StageClaim claim) =>
        $"run {claim.Run.Id} was begun under other conditions, and going on would mix its numbers: {string.Join("; ", claim.From!.Differences)}. "
        + FormattableString.Invariant($"Run it as it was begun (--threads {claim.Run.Threads} with any -j, --device {claim.Run.Device}, the same machine and program), ")
        + "or with --continue-elsewhere, and its numbers are called mixed, or let 'lcam retry' begin it anew";
}
