namespace LCam.Experiments.Stages;

/// <summary>A classifier and where its weights are.</summary>
/// <param name="Architecture">Registered id, such as <c>resnet50</c>.</param>
/// <param name="Width">Factor on all widths; 1 is the published network.</param>
/// <param name="WeightsFile">A weight file; null where <paramref name="WeightsStage"/> made them, or where this stage is to make them.</param>
/// <param name="WeightsStage">Key of the classifier stage that made the weights.</param>
/// <param name="Entry">Which of the weight file's dicts; null where it is to be found.</param>
public sealed record BackboneOrder(string Architecture, int Classes, double Width, string? WeightsFile, string? WeightsStage, string? Entry = null);
