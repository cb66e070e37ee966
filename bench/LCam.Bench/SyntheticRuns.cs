using LCam.Experiments.Store;

namespace LCam.Bench;

/// <summary>Runs that succeeded.</summary>
internal static class SyntheticRuns
{
    public static RunRecord Of(string stageKey, DateTimeOffset started) => new()
    {
        Id = RunRecord.IdOf(stageKey, 1),
        StageKey = stageKey,
        Attempt = 1,
        State = RunState.Succeeded,
        Host = "bench",
        Pid = 1,
        BootId = "bench",
        Heartbeat = started.AddMinutes(1),
        Started = started,
        Ended = started.AddMinutes(1),
        Seconds = 60,
        Device = "cpu",
        Threads = 1,
        EnvironmentId = "bench",
    };
}
