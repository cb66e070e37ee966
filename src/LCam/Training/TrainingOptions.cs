using LCam.Losses;

namespace LCam.Training;

/// <summary>Everything about an attention mechanism's training that moves a number, resolved: no defaults are left to apply.</summary>
public sealed record TrainingOptions
{
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Nominal learning rate, before the groups' multipliers.</summary>
    public required double LearningRate { get; init; }

    public required double Momentum { get; init; }

    public required bool Nesterov { get; init; }

    /// <summary>L2 penalty on weight and bias.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>The learning rate is multiplied by this at the start of each epoch from <see cref="DecayFirstEpoch"/> to <see cref="DecayLastEpoch"/>.</summary>
    public required double DecayFactor { get; init; }

    /// <summary>0-based, inclusive.</summary>
    public required int DecayFirstEpoch { get; init; }

    /// <summary>0-based, inclusive.</summary>
    public required int DecayLastEpoch { get; init; }

    /// <summary>The image's short side after resizing, in pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>Side of the square crop, in pixels: the network's input.</summary>
    public required int CropSize { get; init; }

    public required LossOptions Losses { get; init; }

    public required QuirkOptions Quirks { get; init; }
}
