namespace LCam.Experiments.Auditing;

/// <summary>A run's rows in one table that are not what they were.</summary>
/// <param name="Table">The table's name in digests.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Event">The event that says what they were.</param>
/// <param name="Then">Their digest then; null where there were none.</param>
/// <param name="Now">Their digest now; null where there are none.</param>
internal sealed record RowChange(string Table, string Run, long Event, string? Then, string? Now);
