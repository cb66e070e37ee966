namespace LCam.Experiments.Specs;

/// <summary>How a backbone's classifier is trained from scratch.</summary>
public sealed record ClassifierSpec
{
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required double LearningRate { get; init; }

    public required double WeightDecay { get; init; }

    /// <summary>Share of the training images that are shown muted, in [0,1].</summary>
    public required double Muting { get; init; }

    public required long Seed { get; init; }
}
