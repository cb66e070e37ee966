namespace LCam.Experiments.Store;

/// <summary>Something that happened.</summary>
/// <param name="Kind">What, such as <c>run-started</c>.</param>
/// <param name="Subject">The run, stage or experiment that it happened to.</param>
/// <param name="Detail">Canonical JSON of anything more.</param>
public sealed record EventRecord(DateTimeOffset Time, string Kind, string Subject, string Detail);
