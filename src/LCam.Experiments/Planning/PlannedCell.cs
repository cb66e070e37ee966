using LCam.Experiments.Specs;

namespace LCam.Experiments.Planning;

/// <summary>A cell, or another explainer that is compared with it, and the stages that give its numbers.</summary>
/// <param name="Backbone">The network that is explained.</param>
/// <param name="Label">Its coordinates, for people.</param>
/// <param name="MakeFingerprint">Makes <see cref="Fingerprint"/>: whoever only looks at a plan needs none.</param>
/// <param name="Classifier">Null where the backbone's weights are a file.</param>
/// <param name="Train">Null where the explainer needs no training.</param>
/// <param name="Explain">Null where the maps are not kept.</param>
public sealed record PlannedCell(
    BackboneSpec Backbone, string Label, Func<string> MakeFingerprint, PlannedStage? Classifier, PlannedStage? Train, PlannedStage? Explain, PlannedStage Measure)
{
    /// <summary>SHA-256 of its settings, inputs' contents left out.</summary>
    public string Fingerprint => MakeFingerprint();
}
