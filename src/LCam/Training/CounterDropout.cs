using LCam.Models;
using LCam.Randomness;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Training;

/// <summary>Dropout masks that are a pure function of (seed, epoch, step, layer): the same on every device and after any resume.</summary>
/// <param name="seed">The experiment's seed.</param>
/// <param name="epoch">0-based.</param>
/// <param name="step">Of the training run or of the epoch; 0-based.</param>
public sealed class CounterDropout(long seed, int epoch, long step) : IDropout
{
    private const int LayersAStep = 16;

    public Tensor Apply(Tensor activations, int layer, double probability)
    {
        using var scope = NewDisposeScope();
        var random = new CounterRandom(seed, RandomPurpose.Dropout, epoch, (step * LayersAStep) + layer);
        var kept = new bool[activations.numel()];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = random.NextDouble() >= probability;
        }

        var mask = tensor(kept, activations.shape).to(activations.device).to(activations.dtype);
        return (activations * mask / Scalars.Of(1 - probability)).MoveToOuterDisposeScope();
    }
}
