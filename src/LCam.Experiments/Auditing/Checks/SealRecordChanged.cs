using System.Text.Json.Nodes;
using Dapper;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>A seal is the one that the chain tells of.</summary>
internal sealed class SealRecordChanged() : ChainCheck(
    "A1-seal-record", AuditLevel.Integrity, "A seal is not the one that the chain of events tells of", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var told = subject.Chain.Events.Where(one => one.Kind == "experiment-sealed").ToDictionary(one => one.Sequence);
        var kept = subject.Connection.Query<(long Sequence, string Experiment, string Manifest, string? Seal, string? Table)>(
            "SELECT sequence, experiment, manifest_id, seal_path, table_path FROM seals").ToDictionary(seal => seal.Sequence);
        return told.Keys.Union(kept.Keys).Order()
            .Where(sequence => !told.TryGetValue(sequence, out var one) || !kept.TryGetValue(sequence, out var seal) || !Fits(one, seal))
            .Select(sequence => Found(FormattableString.Invariant($"event {sequence}"), (told.GetValueOrDefault(sequence), kept.GetValueOrDefault(sequence)) switch
            {
                (null, var seal) => $"no event tells of this seal of {seal.Experiment}",
                ({ } one, { Experiment: null }) => $"the seal of {one.Subject} is gone",
                var (one, _) => $"the seal of {one.Subject} is another",
            }));
    }

    private static bool Fits(AuditedEvent one, (long Sequence, string Experiment, string Manifest, string? Seal, string? Table) seal)
    {
        var detail = JsonNode.Parse(one.Detail!)!;
        return one.Subject == seal.Experiment && (string?)detail["manifest"] == seal.Manifest && (string?)detail["seal-path"] == seal.Seal && (string?)detail["table-path"] == seal.Table;
    }
}
