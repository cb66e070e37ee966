using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>
/// A backbone that knows white images alone: what it is shown is then the mask itself. It answers with the probabilities that
/// were recorded for that mask, known by its sums, and has no answer to a mask that the reference never made.
/// </summary>
internal sealed class RecordedPasses(Tensor maps, Tensor unmasked, (double[] Sums, Tensor Probabilities)[] masked)
    : Backbone(nameof(RecordedPasses), 2, (int)unmasked.shape[1], "recorded")
{
    private const double SumBound = 1e-5;
    private const int Unmasked = -1;

    /// <summary>Every class's map is the first channel's, stretched and shifted; min-max scaling undoes that.</summary>
    internal AttentionMechanism Attention()
    {
        var weight = zeros(Classes, 2, 1, 1);
        weight.select(1, 0).fill_(2);
        return new AttentionMechanism(weight, full([Classes], -3.0f));
    }

    // The second channel tells the head which pass this is.
    public override Tensor Features(Tensor normalisedImages)
    {
        var white = ImageNormalisation.Apply(ones_like(normalisedImages));
        var black = ImageNormalisation.Apply(zeros_like(normalisedImages));
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

    public override Tensor Head(Tensor featureMaps, IDropout? dropout = null)
    {
        var pass = (int)featureMaps[0, 1, 0, 0].item<float>();
        return (pass == Unmasked ? unmasked : masked[pass].Probabilities).log();
    }

    protected override void RefineInitialisation()
    {
    }

    private static bool AreNear(double[] expected, double[] actual) =>
        expected.Zip(actual).All(pair => Math.Abs(pair.Second - pair.First) <= SumBound * pair.First);
}
