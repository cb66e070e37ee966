using LCam.Models;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>
/// A backbone that knows white images alone: what it is shown is then the mask itself. It answers with the probabilities that
/// were recorded for that mask, known by its sums, and has no answer to a mask that the reference never made.
/// </summary>
internal sealed class RecordedPasses(Tensor maps, Tensor unmasked, (double[] Sums, Tensor Probabilities)[] masked)
    : OneLayerNetwork(nameof(RecordedPasses), (int)unmasked.shape[1], 2, "layer4.2")
{
    private const double SumBound = 1e-5;
    private const int Unmasked = -1;

    /// <summary>Every class's map is the first channel's, stretched and shifted; min-max scaling undoes that.</summary>
    internal ConvolutionAttention Attention()
    {
        var weight = zeros(Classes, 2, 1, 1);
        weight.select(1, 0).fill_(2);
        return new ConvolutionAttention(Layers[0], weight, full([Classes], -3.0f));
    }

    // The second channel tells the head which pass this is.
    protected override Tensor Maps(Tensor normalisedImages)
    {
        var white = ImageNormalisation.ImageNet.Apply(ones_like(normalisedImages));
        var black = ImageNormalisation.ImageNet.Apply(zeros_like(normalisedImages));
        var masks = ((normalisedImages - black) / (white - black)).mean([1]);
        double[] sums = [.. masks.to(float64).sum([1, 2]).data<double>()];
        var isUnmasked = (masks - 1).abs().max().item<float>() < SumBound;
        var pass = isUnmasked ? Unmasked : Array.FindIndex(masked, recorded => AreNear(recorded.Sums, sums));
        if (pass < 0 && !isUnmasked)
        {
            throw new InvalidOperationException($"the reference never masked images so: sums {string.Join(", ", sums)}");
        }

        return cat([maps, full_like(maps, pass)], 1);
    }

    protected override Tensor Answer(Tensor featureMaps, IDropout? dropout)
    {
        var pass = (int)featureMaps[0, 1, 0, 0].item<float>();
        return (pass == Unmasked ? unmasked : masked[pass].Probabilities).log();
    }

    private static bool AreNear(double[] expected, double[] actual) =>
        expected.Zip(actual).All(pair => Math.Abs(pair.Second - pair.First) <= SumBound * pair.First);
}
