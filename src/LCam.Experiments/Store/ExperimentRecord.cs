namespace LCam.Experiments.Store;

/// <summary>An experiment as its spec stood at the last run.</summary>
/// <param name="Name">The spec's name.</param>
/// <param name="SpecPath">Where the spec was read.</param>
/// <param name="SpecText">Its text, and after it, as comments, that of the files that it extends.</param>
/// <param name="Resolved">JSON of every resolved value and its origin.</param>
public sealed record ExperimentRecord(string Name, string SpecPath, string SpecText, string Resolved);
