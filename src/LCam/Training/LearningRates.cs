using LCam.Models;

namespace LCam.Training;

/// <summary>The learning rates of the attention's two parameters.</summary>
/// <param name="Weight">Of the convolution's weight.</param>
/// <param name="Bias">Of its bias: always twice the weight's.</param>
public sealed record LearningRates(double Weight, double Bias)
{
    private const double FastGroups = 100;

    /// <summary>The rates in an epoch (0-based): the nominal rate, its group's multiplier, and the decays up to that epoch's start.</summary>
    public static LearningRates At(int epoch, TrainingOptions options, IBackboneArchitecture architecture)
    {
        var fast = options.Quirks.LearningRateGroups && architecture.Reference is { FastAttentionGroups: true };
        var weight = options.LearningRate * (fast ? FastGroups : 1);
        var bias = options.LearningRate * (fast ? FastGroups * 2 : 2);

        // Multiplied step by step, as an optimizer's groups are: a power would round differently.
        for (var started = options.DecayFirstEpoch; started <= Math.Min(epoch, options.DecayLastEpoch); started++)
        {
            weight *= options.DecayFactor;
            bias *= options.DecayFactor;
        }

        return new LearningRates(weight, bias);
    }
}
