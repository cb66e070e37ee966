namespace LCam.Experiments.Auditing.Checks;

/// <summary>No measurement without a run.</summary>
internal sealed class OrphanRows() : RowCheck(
    "A0-orphan-rows", AuditLevel.Completeness, "There are measurements of a run that the store does not have", "restore the store from a copy; the rows belong to no known run")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Facts
        .Where(facts => facts.Value.Digests.Count > 0 && !subject.Runs.ContainsKey(facts.Key))
        .Select(facts => Found($"run {facts.Key}", $"rows in {string.Join(", ", facts.Value.Digests.Select(digest => digest.Table))}"));
}
