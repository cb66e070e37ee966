using LCam.Evaluation;
using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>
/// What a masked image's confidence would be if muting had chosen another of the pixels that are equal, but for rounding, to
/// the k-th smallest value. Upsampling repeats values along the borders, so such ties are common, and the last bit decides.
/// </summary>
internal sealed class TiedPixels(CleanPass pass, Tensor maps, double percentage)
{
    private const float Rounding = 2e-6f;
    private const int Batch = 16;

    /// <summary>Of all ways to exchange one muted pixel for one kept one near the threshold, the confidence nearest to <paramref name="target"/>.</summary>
    /// <param name="row">The image.</param>
    /// <param name="explained">The class.</param>
    /// <param name="target">The reference's confidence.</param>
    internal double NearestConfidence(int row, int explained, double target)
    {
        using var scope = NewDisposeScope();
        var map = maps.narrow(0, row, 1);
        var muted = Muting.Apply(map, percentage).flatten();
        var values = map.flatten().data<float>().ToArray();
        var kept = muted.data<float>().ToArray();
        var threshold = kthvalue(map.flatten(), (int)(values.Length * percentage), 0).values.item<float>();
        var near = Enumerable.Range(0, values.Length).Where(pixel => Math.Abs(values[pixel] - threshold) <= Rounding).ToArray();
        var exchanges =
            from lost in near.Where(pixel => kept[pixel] > 0)
            from gained in near.Where(pixel => kept[pixel] <= 0)
            select (lost, gained);
        return exchanges.Chunk(Batch)
            .SelectMany(chunk => Confidences(row, explained, muted, values, chunk))
            .DefaultIfEmpty(double.NaN)
            .MinBy(confidence => Math.Abs(confidence - target));
    }

    private double[] Confidences(int row, int explained, Tensor muted, float[] values, (int Lost, int Gained)[] exchanges)
    {
        using var scope = NewDisposeScope();
        var variants = muted.repeat(exchanges.Length, 1);
        for (var i = 0; i < exchanges.Length; i++)
        {
            variants[i, exchanges[i].Lost] = 0;
            variants[i, exchanges[i].Gained] = values[exchanges[i].Gained];
        }

        var masks = variants.view(exchanges.Length, 1, maps.shape[1], maps.shape[2]);
        var logits = pass.Backbone.call(ImageNormalisation.ImageNet.Apply(pass.Images.narrow(0, row, 1) * masks));
        return [.. logits.softmax(1).select(1, explained).to(float64).contiguous().data<double>()];
    }
}
