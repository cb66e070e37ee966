namespace LCam.Experiments.Results;

/// <summary>One explainer's maps while a backbone's layers become random.</summary>
/// <param name="Method">The explainer, as the paper names it.</param>
/// <param name="Label">Its coordinates.</param>
/// <param name="RunId">The run that compared; null without one.</param>
/// <param name="Layers">From the output down: each with all before it random.</param>
/// <param name="Notes">What a reader of the numbers must know.</param>
/// <param name="Missing">Why numbers are missing; null where none are.</param>
public sealed record SanityRow(
    string Method, RowKind Kind, string Label, string? RunId, IReadOnlyList<LayerSimilarity> Layers, IReadOnlyList<string> Notes, string? Missing);
