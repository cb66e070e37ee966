using System.Text.Json.Nodes;

namespace LCam.Experiments.Auditing;

/// <summary>An event as the store has it.</summary>
internal sealed record AuditedEvent(long Sequence, string Time, string Kind, string Subject, string Detail, string PreviousHash, string Hash)
{
    /// <summary>It tells how a run stands.</summary>
    public bool IsOfRun => Kind.StartsWith("run-", StringComparison.Ordinal) && Kind != "run-warning";

    /// <summary>It tells that a run's numbers are complete.</summary>
    public bool IsSuccess => Kind is "run-succeeded" or "run-imported";

    /// <summary>The digests of a run's rows, by table; null where it has none.</summary>
    public IReadOnlyDictionary<string, string>? Digests() =>
        (JsonNode.Parse(Detail)?["digests"] as JsonObject)?.ToDictionary(digest => digest.Key, digest => (string)digest.Value!, StringComparer.Ordinal);
}
