using LCam.Losses;
using LCam.Models;

namespace LCam.Training;

/// <summary>The reference implementation's training table; the protocols differ in their quirks alone.</summary>
public static class TrainingDefaults
{
    public static TrainingOptions For(IBackboneArchitecture architecture, Protocol protocol) => new()
    {
        Epochs = architecture.Defaults.Epochs,
        BatchSize = 64,
        LearningRate = 1e-4,
        Momentum = 0.9,
        Nesterov = true,
        WeightDecay = 5e-4,
        DecayFactor = architecture.Defaults.DecayFactor,
        DecayFirstEpoch = 1,
        DecayLastEpoch = architecture.Defaults.DecayLastEpoch,
        InputSize = 256,
        CropSize = 224,
        Losses = new LossOptions(),
        Quirks = QuirkOptions.For(protocol),
    };
}
