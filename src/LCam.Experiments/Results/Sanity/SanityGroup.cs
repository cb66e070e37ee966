namespace LCam.Experiments.Results;

/// <summary>One backbone's part of a sanity check.</summary>
/// <param name="Backbone">As tables name it.</param>
/// <param name="Layers">State-dict names from the output to the input; empty while nothing is compared.</param>
/// <param name="Rows">Trained explainers, others, controls.</param>
public sealed record SanityGroup(string Backbone, IReadOnlyList<string> Layers, IReadOnlyList<SanityRow> Rows);
