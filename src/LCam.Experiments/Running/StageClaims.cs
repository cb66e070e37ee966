using LCam.Experiments.Environments;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>
/// Gives a coordinator the sole right to execute stages. A plan may be old when a stage's turn comes: what counts is
/// the store's latest run, looked at and replaced in one transaction.
/// </summary>
internal sealed class StageClaims(ExperimentStore store, HostIdentity host, EnvironmentDescription environment, LeaseWatch leases, EarlierWork earlier, TimeProvider clock)
{
    /// <summary>A stage's latest run that is not over, and how it is held; null where there is none.</summary>
    public (RunRecord Run, Lease Lease)? Holder(PlannedStage stage)
    {
        if (store.Runs.Latest([stage.Key]).GetValueOrDefault(stage.Key) is not { IsUnderWay: true } latest)
        {
            return null;
        }

        leases.Ask([latest]);
        return (latest, leases.Of(latest));
    }

    /// <summary>Takes it over to watch a job that goes on, or to see how it ended: from now on this process writes what the store knows of the run.</summary>
    /// <param name="seen">The run, as it is held by the job.</param>
    /// <param name="worked">Seconds since the job began.</param>
    /// <returns>The run; null where it is another's by now, or over.</returns>
    public RunRecord? Attach(RunRecord seen, double worked)
    {
        RunRecord? attached = null;
        store.Runs.Replace(
            seen.StageKey,
            latest => attached = latest is { IsUnderWay: true } && (latest.Id, latest.Holder) == (seen.Id, seen.Holder)
                ? latest with { Host = host.Host, Pid = host.Pid, BootId = host.BootId, Heartbeat = clock.GetUtcNow(), Seconds = latest.Seconds + worked }
                : null,
            store.Environments.Of(seen));
        return attached;
    }

    /// <summary>Asks for a stage. Whoever asks has the stage's lock: nobody else asks for it at the same time.</summary>
    public StageClaim Claim(PlannedStage stage, RunOptions options)
    {
        // Journals are long: they are not read while everybody else waits for the database.
        var from = options.Resume && store.Runs.Latest([stage.Key]).GetValueOrDefault(stage.Key) is { IsOver: false } known ? earlier.Find(stage.Order!, known) : null;
        StageClaim? claim = null;
        store.Runs.Replace(
            stage.Key,
            latest =>
            {
                claim = Decide(stage, options, latest, from);
                return claim.Outcome == ClaimOutcome.Ours ? claim.Run : null;
            },
            environment.Text);
        return claim!;
    }

    private StageClaim Decide(PlannedStage stage, RunOptions options, RunRecord? latest, Resumption? from)
    {
        if (latest is null)
        {
            return Ours(stage, 1, null, resumes: false);
        }

        if (leases.Of(latest) is Lease.Held or Lease.Unwatched)
        {
            return new StageClaim(ClaimOutcome.Held, latest);
        }

        // A state that the plan knew of is one to be repeated, or the stage would not have come here.
        var isNews = latest.Attempt > stage.Attempt || stage.State is PlanState.Resume or PlanState.Elsewhere;
        return latest.State switch
        {
            RunState.Succeeded when isNews => new StageClaim(ClaimOutcome.Done, latest),
            RunState.Failed when latest.CanGoOn => Continue(stage, options, latest, from),
            RunState.Failed when isNews => new StageClaim(ClaimOutcome.Failed, latest),
            RunState.Succeeded or RunState.Failed => Ours(stage, latest.Attempt + 1, latest, resumes: false),
            _ => Continue(stage, options, latest, from),
        };
    }

    private StageClaim Continue(PlannedStage stage, RunOptions options, RunRecord latest, Resumption? from) => options switch
    {
        { Resume: false } => Ours(stage, latest.Attempt + 1, latest, resumes: false),
        _ when from is not { Differences.Count: > 0 } || options.ContinueElsewhere => Ours(stage, latest.Attempt, latest, resumes: true) with { From = from },
        { RetryFailed: true } => Ours(stage, latest.Attempt + 1, latest, resumes: false),
        _ => new StageClaim(ClaimOutcome.Refused, latest) { From = from },
    };

    private StageClaim Ours(PlannedStage stage, int attempt, RunRecord? before, bool resumes)
    {
        var now = clock.GetUtcNow();
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
            Started = resumes ? before!.Started : now,
            Seconds = resumes ? before!.Seconds : 0,
            Device = stage.Order!.Execution.Device,
            Threads = stage.Order.Execution.Threads,
            EnvironmentId = environment.Id,
        };
        return new StageClaim(ClaimOutcome.Ours, record, resumes) { Before = before };
    }
}
