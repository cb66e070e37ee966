using LCam.Experiments.Running;

namespace LCam.Experiments.Store;

/// <summary>A run as the database has it.</summary>
internal sealed class RunRow
{
    /// <summary>The columns of the runs' table under the names of the properties.</summary>
    public const string Columns =
        """
        id, stage_key AS StageKey, attempt, state, host, pid, boot_id AS BootId, heartbeat, started, ended, seconds,
        device, threads, environment_id AS EnvironmentId, failure_kind AS FailureKind, failure_message AS FailureMessage, engine, job
        """;

    public string Id { get; init; } = "";

    public string StageKey { get; init; } = "";

    public long Attempt { get; init; }

    public string State { get; init; } = "";

    public string Host { get; init; } = "";

    public long Pid { get; init; }

    public string BootId { get; init; } = "";

    public string Heartbeat { get; init; } = "";

    public string Started { get; init; } = "";

    public string? Ended { get; init; }

    public double Seconds { get; init; }

    public string Device { get; init; } = "";

    public long Threads { get; init; }

    public string EnvironmentId { get; init; } = "";

    public string? FailureKind { get; init; }

    public string? FailureMessage { get; init; }

    public string? Engine { get; init; }

    public string? Job { get; init; }

    public RunRecord Record() => new()
    {
        Id = Id,
        StageKey = StageKey,
        Attempt = (int)Attempt,
        State = Enum.TryParse<RunState>(State, ignoreCase: true, out var state) ? state : throw new FormatException($"run {Id} is in no state that there is: '{State}'"),
        Host = Host,
        Pid = (int)Pid,
        BootId = BootId,
        Heartbeat = StoreTime.Parse(Heartbeat),
        Started = StoreTime.Parse(Started),
        Ended = Ended is null ? null : StoreTime.Parse(Ended),
        Seconds = Seconds,
        Job = Engine is null || Job is null ? null : new EngineJob(Engine, JobId.Parse(Job)),
        Device = Device,
        Threads = (int)Threads,
        EnvironmentId = EnvironmentId,
        FailureKind = FailureKind,
        FailureMessage = FailureMessage,
    };
}
