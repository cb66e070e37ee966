using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>The chain of events, and what it tells of runs.</summary>
/// <param name="Events">First to last.</param>
/// <param name="Ends">The last event that tells how a run stands, by run.</param>
internal sealed record AuditedChain(IReadOnlyList<AuditedEvent> Events, IReadOnlyDictionary<string, AuditedEvent> Ends)
{
    private readonly Lazy<IReadOnlyDictionary<string, long>> _removals = new(() => ReadRemovals(Events));

    private readonly Lazy<IReadOnlyDictionary<string, long>> _starts = new(() =>
    {
        var (removed, starts) = (ReadRemovals(Events), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var one in Events.Where(one => one.Kind is "run-started" or "run-imported" && removed.ContainsKey(one.Subject)))
        {
            starts[one.Subject] = one.Sequence;
        }

        return starts;
    });

    /// <summary>The last event that tells of a run's removal on request, by run.</summary>
    public IReadOnlyDictionary<string, long> Removals => _removals.Value;

    /// <summary>The last event that tells of the start of a run that was removed, or of its import, by run; 0 where none does.</summary>
    public IReadOnlyDictionary<string, long> Starts => _starts.Value;

    /// <summary>Reads the chain, and works every hash in it out anew.</summary>
    public static AuditedChain Read(RowConnection connection)
    {
        var (events, ends) = (new List<AuditedEvent>(), new Dictionary<string, AuditedEvent>(StringComparer.Ordinal));
        var (sequence, last) = (0L, Digest.Parse(EventLog.Genesis));
        using var hash = new EventHash();
        using var rows = connection.Read("SELECT sequence, time, kind, subject, detail, previous_hash, hash FROM events ORDER BY sequence");
        while (rows.Read())
        {
            var next = Next(rows, hash, sequence, last);
            events.Add(next);
            if (next.IsOfRun)
            {
                ends[next.Subject] = next;
            }

            (sequence, last) = (next.Sequence, next.Hash);
        }

        return new AuditedChain(events, ends);
    }

    private static Dictionary<string, long> ReadRemovals(IReadOnlyList<AuditedEvent> events)
    {
        var removals = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var one in events.Where(one => one.Kind == "garbage-collected"))
        {
            foreach (var run in RunsOf(one.Detail))
            {
                removals[run] = one.Sequence;
            }
        }

        return removals;
    }

    // What cannot be read removed nothing: then each run that is not there is a finding.
    private static IEnumerable<string> RunsOf(string? detail)
    {
        try
        {
            return detail is not null && JsonNode.Parse(detail) is JsonObject told && told["runs"] is JsonArray runs
                ? [.. runs.OfType<JsonValue>().Select(run => run.TryGetValue<string>(out var id) ? id : null).OfType<string>()]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static AuditedEvent Next(RowReader row, EventHash hash, long sequence, Digest? last)
    {
        var read = new AuditedEvent
        {
            Sequence = row.Integer(0),
            Time = row.Text(1),
            Kind = row.Shared(2),
            Subject = row.Text(3),
            Hash = Digest.Parse(row.Utf8(6)),
            IsWhole = hash.Of(row.Integer(0), row.Utf8(1), row.Utf8(2), row.Utf8(3), row.Utf8(4), row.Utf8(5)) == Digest.Parse(row.Utf8(6)),
            Follows = row.Integer(0) == sequence + 1 && Digest.Parse(row.Utf8(5)) is { } previous && previous == last,
        };
        return read.IsSuccess ? read with { Digests = Digests(row.Utf8(4)) } : read.IsOfRun ? read : read with { Detail = row.Text(4) };
    }

    private static List<(string Table, Digest? Digest)>? Digests(ReadOnlySpan<byte> detail)
    {
        var reader = new Utf8JsonReader(detail);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("digests", out var digests) && digests.ValueKind == JsonValueKind.Object
                ? [.. digests.EnumerateObject().Select(digest => (string.Intern(digest.Name), digest.Value.ValueKind == JsonValueKind.String ? Digest.Parse(digest.Value.GetString()) : null))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
