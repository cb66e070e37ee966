namespace LCam.Experiments.Store;

/// <summary>A part of a run that one process computed.</summary>
/// <param name="First">Its first unit of work (step, image, layer), 0-based; it ends where the next stretch begins.</param>
/// <param name="EnvironmentId">SHA-256 of <paramref name="Environment"/>.</param>
/// <param name="Environment">Canonical JSON of where and with what it was computed.</param>
/// <param name="Host">The machine's name, as the worker says; null where an older program's did not.</param>
public sealed record StretchRecord(long First, string EnvironmentId, string Environment, string? Host = null);
