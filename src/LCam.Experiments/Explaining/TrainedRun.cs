using LCam.Experiments.Stages;

namespace LCam.Experiments.Explaining;

/// <summary>A finished training whose attention mechanism explains.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Order">What was trained, and on which classifier.</param>
/// <param name="Attention">The file that it left.</param>
/// <param name="Weights">The classifier's weight file, which may be gone.</param>
/// <param name="WeightsHash">SHA-256 of the weights that it was trained with; null where a stage of the same store made them.</param>
/// <param name="ClassNames">The names of the classes; null where they are not known.</param>
public sealed record TrainedRun(
    string Id, TrainOrder Order, string Attention, string Weights, string? WeightsHash, IReadOnlyList<string>? ClassNames)
{
    /// <summary>The settings by which people know the training.</summary>
    public string Name => Order.Label.StartsWith("train ", StringComparison.Ordinal) ? Order.Label[6..] : Order.Label;

    /// <summary>The beginning of the stage's key, which is the same for every attempt.</summary>
    public string ShortKey => Order.Key[..12];
}
