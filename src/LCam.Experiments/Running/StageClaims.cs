using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>
/// Gives a coordinator the sole right to execute stages. A plan may be old when a stage's turn comes: what counts is
/// the store's latest run, looked at and replaced in one transaction.
/// </summary>
internal sealed class StageClaims(ExperimentStore store, HostIdentity host, EnvironmentDescription environment, LeaseWatch leases, TimeProvider clock)
{
    public StageClaim Claim(PlannedStage stage, RunOptions options)
    {
        StageClaim? claim = null;
        store.Runs.Replace(
            stage.Key,
            latest =>
            {
                claim = Decide(stage, options, latest);
                return claim.Outcome == ClaimOutcome.Ours ? claim.Run : null;
            },
            environment.Text);
        return claim!;
    }

    private StageClaim Decide(PlannedStage stage, RunOptions options, RunRecord? latest)
    {
        if (latest is null)
        {
            return Ours(stage, 1, null);
        }

        if (leases.IsHeld(latest))
        {
            return new StageClaim(ClaimOutcome.Held, latest);
        }

        // A state that the plan knew of is one to be repeated, or the stage would not have come here.
        var isNews = latest.Attempt > stage.Attempt || stage.State is PlanState.Resume or PlanState.Elsewhere;
        return latest.State switch
        {
            RunState.Succeeded when isNews => new StageClaim(ClaimOutcome.Done, latest),
            RunState.Failed when latest.CanGoOn => Continue(stage, options, latest),
            RunState.Failed when isNews => new StageClaim(ClaimOutcome.Failed, latest),
            RunState.Succeeded or RunState.Failed => Ours(stage, latest.Attempt + 1, null),
            _ => Continue(stage, options, latest),
        };
    }

    private StageClaim Continue(PlannedStage stage, RunOptions options, RunRecord latest) => options.Resume
        ? Ours(stage, latest.Attempt, latest)
        : Ours(stage, latest.Attempt + 1, null);

    private StageClaim Ours(PlannedStage stage, int attempt, RunRecord? before)
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
            Started = before?.Started ?? now,
            Seconds = before?.Seconds ?? 0,
            Device = stage.Order!.Execution.Device,
            Threads = stage.Order.Execution.Threads,
            EnvironmentId = environment.Id,
        };
        return new StageClaim(ClaimOutcome.Ours, record, before is not null);
    }
}
