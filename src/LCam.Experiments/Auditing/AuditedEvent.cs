using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>What is kept of an event while a store is audited; nothing in it is believed.</summary>
internal sealed record AuditedEvent
{
    public required long Sequence { get; init; }

    public required string Time { get; init; }

    public required string Kind { get; init; }

    public required string Subject { get; init; }

    /// <summary>See <see cref="EventLog.Hash"/>; null where what stands there is no hash.</summary>
    public required Digest? Hash { get; init; }

    /// <summary>Whether the hash is that of its fields.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Whether it follows the one before it.</summary>
    public required bool Follows { get; init; }

    /// <summary>Canonical JSON of anything more; null for events of runs, of which there are two each.</summary>
    public string? Detail { get; init; }

    /// <summary>The digests of a run's rows, by table; null where it has none. A digest is null where what stands there is none.</summary>
    public List<(string Table, Digest? Digest)>? Digests { get; init; }

    /// <summary>It tells how a run stands.</summary>
    public bool IsOfRun => Kind.StartsWith("run-", StringComparison.Ordinal) && Kind != "run-warning";

    /// <summary>It tells that a run's numbers are complete.</summary>
    public bool IsSuccess => Kind is "run-succeeded" or "run-imported";
}
