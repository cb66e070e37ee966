namespace LCam.Experiments.Store;

/// <summary>The event that ended a run well.</summary>
/// <param name="Hash">The event's hash.</param>
/// <param name="Digests">Those of the run's rows, by table; null where the event is older than such digests.</param>
public sealed record RunBinding(string Hash, IReadOnlyDictionary<string, string>? Digests);

/// <summary>Where a run's numbers come from, by hash.</summary>
public sealed record RunOrigin(string Run, string SourceId, string InputsId);

/// <summary>A stage as it was recorded first.</summary>
public sealed record RecordedStage(string Key, string Kind, string Label, string Created);
