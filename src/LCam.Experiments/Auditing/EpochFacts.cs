namespace LCam.Experiments.Auditing;

/// <summary>What a training's rows say of an epoch.</summary>
internal sealed class EpochFacts
{
    public required int Epoch { get; init; }

    public int Steps { get; set; }

    /// <summary>The learning rate of the attention's weights; null where no step tells it.</summary>
    public double? WeightRate { get; set; }

    /// <summary>The learning rate of its biases; null where no step tells it.</summary>
    public double? BiasRate { get; set; }
}
