using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Evaluation;

/// <summary>How much of a saliency map lies on the object (the energy-based pointing game of the Score-CAM paper, with a mask for a box).</summary>
/// <param name="Inside">Share of the map's sum inside the mask; null where the sum is 0 or not finite, or the image has no object.</param>
/// <param name="MaskShare">Share of the image that the mask covers; null where it covers nothing.</param>
public sealed record ObjectEnergy(double? Inside, double? MaskShare)
{
    /// <summary>What a mask says of a pixel that counts neither as the object nor beside it.</summary>
    public const sbyte Ignored = -1;

    /// <summary>One for each of N maps.</summary>
    /// <param name="maps">(N,H,W), not negative.</param>
    /// <param name="objects">(N,H,W): bool, or 0, 1 and <see cref="Ignored"/>.</param>
    public static IReadOnlyList<ObjectEnergy> Of(Tensor maps, Tensor objects)
    {
        if (!maps.shape.SequenceEqual(objects.shape))
        {
            throw new ArgumentException("maps and masks differ in shape", nameof(objects));
        }

        using var scope = NewDisposeScope();
        var said = objects.to(maps.device).to(int8);
        var masks = (said == Scalars.Of(1)).to(float64);
        var values = maps.to(float64) * (said != Scalars.Of(Ignored)).to(float64);
        var inside = (values * masks).sum([1, 2]).cpu().data<double>().ToArray();
        var all = values.sum([1, 2]).cpu().data<double>().ToArray();
        var covered = masks.sum([1, 2]).cpu().data<double>().ToArray();
        var counted = (said != Scalars.Of(Ignored)).to(float64).sum([1, 2]).cpu().data<double>().ToArray();
        return [.. all.Select((sum, row) => covered[row] == 0
            ? new ObjectEnergy(null, null)
            : new ObjectEnergy(double.IsFinite(sum) && sum > 0 ? inside[row] / sum : null, covered[row] / counted[row]))];
    }
}
