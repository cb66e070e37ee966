using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Events happened one after another, and not in the future.</summary>
internal sealed class EventClock() : ChainCheck(
    "A3-event-time", AuditLevel.Provenance, "An event is earlier than the one before it, or in the future", "find out whether the machine's clock was set", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var last = "";
        foreach (var one in subject.Chain.Events)
        {
            if (string.CompareOrdinal(one.Time, last) < 0)
            {
                yield return Found(FormattableString.Invariant($"event {one.Sequence}"), $"{one.Time} follows {last}");
            }

            last = one.Time;
        }

        if (string.CompareOrdinal(last, StoreTime.Text(subject.Now.AddMinutes(5))) > 0)
        {
            yield return Found("the last event", $"{last} is in the future");
        }
    }
}
