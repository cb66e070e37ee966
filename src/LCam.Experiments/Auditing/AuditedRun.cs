namespace LCam.Experiments.Auditing;

/// <summary>A run's row as the store has it; nothing in it is believed.</summary>
internal sealed record AuditedRun(
    string Id, string StageKey, long Attempt, string State, string Started, string? Ended, string Device, long Threads, string EnvironmentId, string? SourceId, string? InputsId)
{
    public bool Succeeded => State == "succeeded";

    /// <summary>Its folder, relative to the store's <c>stages</c>.</summary>
    public string Folder => FormattableString.Invariant($"{StageKey}/{Attempt}");
}
