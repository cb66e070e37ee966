using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>
/// Tells whether whoever holds a run is still at work. A process of the same host, boot and PID namespace is looked for.
/// Of any other only the heartbeat is seen, and no two machines' clocks agree: it is dead when the heartbeat has not moved
/// for a while of this process's own, steady time. Where an engine's job holds the run, the process only watches it: when
/// that is dead, the engine is asked, and nobody but the engine ends the lease.
/// </summary>
internal sealed class LeaseWatch(HostIdentity host, TimeProvider clock, IEngine engine)
{
    private readonly Dictionary<string, (RunRecord Seen, long At)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<JobId, (JobStatus? Status, long At)> _answers = [];

    /// <summary>Asks the engine for the jobs of these runs, all at once, as often as it wants to be asked.</summary>
    public void Ask(IEnumerable<RunRecord> runs)
    {
        var jobs = runs.Where(IsUnwatchedJob).Select(run => run.Job!.Id).Distinct().Where(IsDue).ToList();
        if (jobs.Count == 0)
        {
            return;
        }

        var (answers, now) = (engine.Poll(jobs), clock.GetTimestamp());
        foreach (var job in jobs)
        {
            // A missing answer changes nothing of what was known.
            _answers[job] = (answers.GetValueOrDefault(job) ?? _answers.GetValueOrDefault(job).Status, now);
        }
    }

    /// <summary>How a run is held, by what is known: the engine is not asked.</summary>
    public Lease Of(RunRecord run)
    {
        if (!run.IsUnderWay)
        {
            return Lease.Free;
        }

        if (IsAlive(run))
        {
            return Lease.Held;
        }

        if (run.Job is not { } job)
        {
            return Lease.Free;
        }

        return job.Engine != engine.Name ? Lease.Held : _answers.GetValueOrDefault(job.Id).Status switch
        {
            null => Lease.Held,
            { End: null } => Lease.Unwatched,
            _ => Lease.Ended,
        };
    }

    private bool IsUnwatchedJob(RunRecord run) => run.IsUnderWay && run.Job?.Engine == engine.Name && !IsAlive(run);

    private bool IsDue(JobId job) => !_answers.TryGetValue(job, out var last) || clock.GetElapsedTime(last.At) >= engine.PollInterval;

    // The process.
    private bool IsAlive(RunRecord run)
    {
        if (host.IsAlive(run.Process) is { } certain)
        {
            return certain;
        }

        if (!_seen.TryGetValue(run.Id, out var last) || (last.Seen.Process, last.Seen.Heartbeat) != (run.Process, run.Heartbeat))
        {
            _seen[run.Id] = (run, clock.GetTimestamp());
            return true;
        }

        return clock.GetElapsedTime(last.At) <= HostIdentity.Patience;
    }
}

/// <summary>How a run is held.</summary>
internal enum Lease
{
    /// <summary>By nobody: it is over, or whoever held it is dead.</summary>
    Free,

    /// <summary>By another process, or by a job that another process watches, or that cannot be asked for.</summary>
    Held,

    /// <summary>By a job that nobody watches any more.</summary>
    Unwatched,

    /// <summary>By nobody: its job ended while nobody watched it. Its folder says how.</summary>
    Ended,
}
