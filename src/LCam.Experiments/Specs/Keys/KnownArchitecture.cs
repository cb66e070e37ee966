using LCam.Losses;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Specs.Keys;

/// <param name="Name">The name in specs.</param>
/// <param name="Variants">The variants that exist for it.</param>
/// <param name="Epochs">Epochs of the reference's training.</param>
/// <param name="DecayFactor">Learning rate factor of the reference's training.</param>
/// <param name="DecayLastEpoch">Last epoch at whose start the factor applies; the first is 1.</param>
internal sealed record KnownArchitecture(string Name, IReadOnlyList<Variant> Variants, int Epochs, double DecayFactor, int DecayLastEpoch)
{
    /// <summary>The reference's training of this architecture, with a protocol's quirks.</summary>
    public TrainingOptions TrainingDefaults(Protocol protocol) => new()
    {
        Epochs = Epochs,
        BatchSize = 64,
        LearningRate = 1e-4,
        Momentum = 0.9,
        Nesterov = true,
        WeightDecay = 5e-4,
        DecayFactor = DecayFactor,
        DecayFirstEpoch = 1,
        DecayLastEpoch = DecayLastEpoch,
        InputSize = 256,
        CropSize = 224,
        Losses = new LossOptions(),
        Quirks = QuirkOptions.For(protocol),
    };
}
