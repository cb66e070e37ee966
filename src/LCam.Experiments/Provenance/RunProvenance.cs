namespace LCam.Experiments.Provenance;

/// <summary>Where a run's numbers come from, beside its settings and its environment.</summary>
/// <param name="Source">Canonical JSON of the spec's folder as version control knows it.</param>
/// <param name="Inputs">Canonical JSON of every input's place and content.</param>
/// <param name="ProcessorSeconds">Processor time of the worker while it executed the run and what shared its work, since the last resumption; null until it ended.</param>
/// <param name="PeakBytes">The most memory that the worker's process had resident; null until it ended.</param>
public sealed record RunProvenance(string Source, string Inputs, double? ProcessorSeconds = null, long? PeakBytes = null);
