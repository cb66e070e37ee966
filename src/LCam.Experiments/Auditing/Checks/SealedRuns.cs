using System.Text.Json.Nodes;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The sealed runs are what they were.</summary>
internal sealed class SealedRuns() : AuditCheck(
    "A1-seal-run", AuditLevel.Integrity, "A run is not the one that was sealed", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var events = subject.Events.Where(one => one.IsSuccess).GroupBy(one => one.Subject).ToDictionary(run => run.Key, run => run.Last().Hash, StringComparer.Ordinal);
        return
            from seal in subject.Seals.Values
            from run in seal.Content?["runs"]?.AsObject() ?? []
            where !subject.Removed.Contains(run.Key)
            let why = Difference(subject, run.Key, run.Value!, events)
            where why is not null
            select Found($"{seal.Experiment}: run {run.Key}", why);
    }

    private static string? Difference(AuditSubject subject, string run, JsonNode sealedRun, Dictionary<string, string> events)
    {
        if (events.GetValueOrDefault(run) != (string?)sealedRun["event"])
        {
            return "the event that binds its numbers is another";
        }

        var artifacts = sealedRun["artifacts"]!.AsObject().Select(file => (file.Key, (string)file.Value!));
        return artifacts.ToHashSet().SetEquals(subject.Artifacts[run].Select(file => (file.Path, file.Sha256))) ? null : "the files that it left are others";
    }
}
