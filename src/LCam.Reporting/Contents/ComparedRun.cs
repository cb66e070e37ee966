namespace LCam.Reporting.Contents;

/// <summary>What of a run is compared, by path.</summary>
/// <param name="Environment">0-based place among all environments.</param>
public sealed record ComparedRun(
    string Id,
    string Kind,
    string Label,
    int Environment,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Outcome,
    IReadOnlyDictionary<string, string> Metrics);
