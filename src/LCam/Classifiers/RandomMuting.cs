using LCam.Evaluation;
using LCam.Images;
using LCam.Models;
using LCam.Randomness;
using static TorchSharp.torch;

namespace LCam.Classifiers;

/// <summary>
/// Shows some training images as measuring shows them: multiplied by a muted map, here a random one. A classifier that
/// never saw such images names one and the same class for most of them, whatever is left of the image, and every measure
/// by masking then says more about that class than about the map (Hooker et al. 2019 make the point for removed pixels).
/// </summary>
/// <param name="share">Share of the images, in [0,1].</param>
/// <param name="seed">The classifier's.</param>
internal sealed class RandomMuting(double share, long seed)
{
    // Maps from the coarse ones of a last layer to finer ones; what is kept goes down to a tenth of the pixels.
    private const int CoarsestGrid = 3;
    private const int FinestGrid = 8;
    private const double MostMuted = 0.9;

    /// <summary>A batch's images (N,3,H,W) in [0,1], some of them muted: a pure function of seed, epoch and place in the list.</summary>
    public Tensor Apply(ImageBatch batch, int epoch)
    {
        using var scope = NewDisposeScope();
        var factors = batch.Indices.Select(index => Factor(index, epoch, batch.Images.shape[2], batch.Images.shape[3])).ToList();
        return (batch.Images * stack(factors)).MoveToOuterDisposeScope();
    }

    // (1,H,W) in [0,1].
    private Tensor Factor(int index, int epoch, long height, long width)
    {
        var random = new CounterRandom(seed, RandomPurpose.TrainingMuting, epoch, index);
        if (random.NextDouble() >= share)
        {
            return ones(1, height, width);
        }

        var percentage = random.NextDouble(0, MostMuted);
        var grid = CoarsestGrid + random.NextInt(FinestGrid - CoarsestGrid + 1);
        var noise = RandomTensors.Uniform(ref random, [1, grid, grid], 0, 1);
        var map = SaliencyMap.Upsample(SaliencyMap.MinMax(noise, ConstantMap.Zero), height, width);
        return Muting.Apply(map, percentage);
    }
}
