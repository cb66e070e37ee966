using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>
/// Tells whether whoever holds a run is still at work. A process of the same host, boot and PID namespace is looked for.
/// Of any other only the heartbeat is seen, and no two machines' clocks agree: it is dead when the heartbeat has not moved
/// for a while of this process's own, steady time.
/// </summary>
internal sealed class LeaseWatch(HostIdentity host, TimeProvider clock)
{
    private readonly Dictionary<string, (RunRecord Seen, long At)> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether another process holds the run.</summary>
    public bool IsHeld(RunRecord run)
    {
        if (run.State is not (RunState.Running or RunState.Queued))
        {
            return false;
        }

        if (host.IsAlive(run.Holder) is { } certain)
        {
            return certain;
        }

        if (!_seen.TryGetValue(run.Id, out var last) || (last.Seen.Holder, last.Seen.Heartbeat) != (run.Holder, run.Heartbeat))
        {
            _seen[run.Id] = (run, clock.GetTimestamp());
            return true;
        }

        return clock.GetElapsedTime(last.At) <= HostIdentity.Patience;
    }
}
