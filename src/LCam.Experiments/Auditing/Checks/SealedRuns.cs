using System.Text.Json;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The sealed runs are what they were.</summary>
internal sealed class SealedRuns() : ChainCheck(
    "A1-seal-run", AuditLevel.Integrity, "A run is not the one that was sealed", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var events = new Dictionary<string, Digest?>(StringComparer.Ordinal);
        foreach (var one in subject.Chain.Events.Where(one => one.IsSuccess))
        {
            events[one.Subject] = one.Hash;
        }

        return
            from seal in subject.Seals.Values
            from run in seal.Runs()
            where !subject.Chain.Removed.Contains(run.Name)
            let why = Difference(subject, run.Name, run.Value, events)
            where why is not null
            select Found($"{seal.Experiment}: run {run.Name}", why);
    }

    private static string? Difference(AuditSubject subject, string run, JsonElement sealedRun, Dictionary<string, Digest?> events)
    {
        if (events.GetValueOrDefault(run) is not { } hash || Digest.Parse(sealedRun.GetProperty("event").GetString()) != hash)
        {
            return "the event that binds its numbers is another";
        }

        var (there, then) = (subject.Files.Of(run), sealedRun.GetProperty("artifacts").EnumerateObject().ToList());
        return there.Count == then.Count && then.TrueForAll(file => there.Any(artifact => file.NameEquals(artifact.Path) && file.Value.ValueEquals(artifact.Sha256)))
            ? null
            : "the files that it left are others";
    }
}
