using System.Text.Json.Serialization;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Store;

/// <summary>One attempt at a stage, as the store knows it.</summary>
public sealed record RunRecord
{
    /// <summary>The stage key's first 12 digits, a dot, the attempt.</summary>
    public required string Id { get; init; }

    public required string StageKey { get; init; }

    /// <summary>1-based.</summary>
    public required int Attempt { get; init; }

    public required RunState State { get; init; }

    public required string Host { get; init; }

    public required int Pid { get; init; }

    /// <summary>The boot of the host in which <see cref="Pid"/> has meaning.</summary>
    public required string BootId { get; init; }

    public required DateTimeOffset Heartbeat { get; init; }

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>Wall time spent, in seconds, summed over interruptions.</summary>
    public double Seconds { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    public required string EnvironmentId { get; init; }

    public string? FailureKind { get; init; }

    public string? FailureMessage { get; init; }

    /// <summary>The engine's job that executes the run, or did last; null where a worker of <see cref="Process"/> does. It means nothing outside this store.</summary>
    [JsonIgnore]
    public EngineJob? Job { get; init; }

    /// <summary>The process that writes what the store knows of the run, or did last.</summary>
    [JsonIgnore]
    public HostIdentity Process => new(Host, Pid, BootId);

    /// <summary>Whose end would be the run's.</summary>
    [JsonIgnore]
    public RunHolder Holder => new(Process, Job);

    /// <summary>Somebody is at work on it, or was when the store was told last.</summary>
    [JsonIgnore]
    public bool IsUnderWay => State is RunState.Running or RunState.Queued;

    /// <summary>It ended through no fault of its own, and goes on from what it saved.</summary>
    [JsonIgnore]
    public bool CanGoOn => State == RunState.Interrupted || (State == RunState.Failed && FailureKind == StageFailure.Killed);

    /// <summary>It has ended for good: it does not go on, only another attempt may be made.</summary>
    [JsonIgnore]
    public bool IsOver => State == RunState.Succeeded || (State == RunState.Failed && !CanGoOn);

    /// <summary>The identifier of an attempt at a stage.</summary>
    public static string IdOf(string stageKey, int attempt) => FormattableString.Invariant($"{stageKey[..12]}.{attempt}");
}
