using System.Text.Json;

namespace LCam.Experiments.Store;

/// <summary>An event of the chain.</summary>
/// <param name="Sequence">Its place, from 1.</param>
/// <param name="Time">When, as the store writes times.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">To which run, stage or experiment.</param>
/// <param name="Detail">Canonical JSON of anything more.</param>
/// <param name="PreviousHash">The hash of the event before it.</param>
/// <param name="Hash">See <see cref="EventLog.Hash"/>.</param>
public sealed record EventRecord(long Sequence, string Time, string Kind, string Subject, string Detail, string PreviousHash, string Hash)
{
    /// <summary>It tells how a run stands.</summary>
    public bool IsOfRun => Kind.StartsWith("run-", StringComparison.Ordinal) && Kind != "run-warning";

    /// <summary>It tells that a run's numbers are complete.</summary>
    public bool IsSuccess => Kind is "run-succeeded" or "run-imported";

    /// <summary>The digests of a run's rows, by table; null where it has none.</summary>
    /// <exception cref="JsonException">The detail is no JSON.</exception>
    public IReadOnlyDictionary<string, string>? Digests()
    {
        using var detail = JsonDocument.Parse(Detail);
        return detail.RootElement.ValueKind == JsonValueKind.Object
            && detail.RootElement.TryGetProperty("digests", out var digests) && digests.ValueKind == JsonValueKind.Object
            ? digests.EnumerateObject().ToDictionary(digest => digest.Name, digest => digest.Value.GetString()!, StringComparer.Ordinal)
            : null;
    }
}
