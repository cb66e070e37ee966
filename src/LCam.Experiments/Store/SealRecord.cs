namespace LCam.Experiments.Store;

/// <summary>That an experiment was finished and sealed.</summary>
/// <param name="Sequence">Of the event that tells of it.</param>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="ManifestId">SHA-256 of <paramref name="Manifest"/>.</param>
/// <param name="Manifest">What was sealed, byte for byte as beside the table.</param>
/// <param name="SealPath">The file beside the table; null where the experiment writes none.</param>
/// <param name="TablePath">The table's file; null where the experiment writes none.</param>
public sealed record SealRecord(long Sequence, string Experiment, string ManifestId, string Manifest, string? SealPath, string? TablePath);
