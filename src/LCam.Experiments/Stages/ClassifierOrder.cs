using LCam.Classifiers;

namespace LCam.Experiments.Stages;

/// <summary>Train a classifier from scratch.</summary>
public sealed record ClassifierOrder : StageOrder
{
    public required ClassifierOptions Options { get; init; }

    public required long Seed { get; init; }

    /// <summary>Images that its accuracy is measured on.</summary>
    public required ImagesOrder Evaluation { get; init; }
}
