namespace LCam.Experiments.Auditing.Checks;

/// <summary>Each event's hash is that of its fields.</summary>
internal sealed class EventChanged() : ChainCheck(
    "A1-event-changed", AuditLevel.Integrity, "An event's hash is not that of its fields: it was edited", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Chain.Events
        .Where(one => !one.IsWhole)
        .Select(one => Found(FormattableString.Invariant($"event {one.Sequence}"), $"{one.Kind} of {one.Subject}"));
}
