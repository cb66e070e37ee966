using LCam.Experiments.Specs;

namespace LCam.Experiments.Planning;

/// <summary>A cell and the stages that give its numbers.</summary>
/// <param name="Label">Its coordinates, for people.</param>
/// <param name="Fingerprint">SHA-256 of its settings, inputs' contents left out.</param>
/// <param name="Classifier">Null where the backbone's weights are a file.</param>
public sealed record PlannedCell(
    Cell Cell, string Label, string Fingerprint, PlannedStage? Classifier, PlannedStage Train, PlannedStage Evaluate);
