using System.Globalization;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>A run's times are in order, and agree with the events'.</summary>
internal sealed class RunClock() : ChainCheck(
    "A3-run-time", AuditLevel.Provenance, "A run's times contradict each other or the events that tell of it", "find out whether the machine's clock was set, or the times were edited", FindingSeverity.Warning)
{
    // The event is written right behind the row, but a busy database makes it wait.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        let why = Problem(run, subject.Chain.Ends.GetValueOrDefault(run.Id))
        where why is not null
        select Found($"run {run.Id}", why);

    private static string? Problem(AuditedRun run, AuditedEvent? end)
    {
        if (!Time(run.Started, out var started) || !Time(run.Ended, out var ended))
        {
            return $"it started at '{run.Started}' and ended at '{run.Ended}'";
        }

        return ended < started ? $"it ended at {run.Ended}, before it started at {run.Started}"
            : end is { Kind: "run-succeeded" } && Time(end.Time, out var told) && (ended - told).Duration() > Slack ? $"it ended at {run.Ended}, and the event that tells of it is of {end.Time}"
            : null;
    }

    private static bool Time(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
