using System.Text.Json.Nodes;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Measures.Curves;

/// <summary>How the explained class's probability moves while an image turns into another, the most salient pixels first.</summary>
internal static class ConfidenceCurve
{
    private const int CollectEvery = 10;

    /// <summary>The steps that are taken, for stage keys.</summary>
    internal static JsonObject Settings(MeasureOptions options, int side) => new() { ["steps"] = options.CurveSteps ?? side };

    /// <summary>
    /// The areas under the curves over [0,1], by the trapezoidal rule: after step i of S the int(i * HW / S) most salient
    /// pixels are the finish's. Null for degenerate maps, which give no order.
    /// </summary>
    /// <param name="batch">Whose maps give the order.</param>
    /// <param name="steps">S; null is H.</param>
    /// <param name="start">(N,3,H,W), normalised.</param>
    /// <param name="finish">(N,3,H,W), normalised.</param>
    internal static IReadOnlyList<double?> Areas(MeasureBatch batch, int? steps, Tensor start, Tensor finish)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (start.shape[2], start.shape[3]);
        var ranks = batch.Ranks.view(-1, 1, height, width);
        var areas = new double[batch.Count];
        var last = steps ?? (int)height;
        for (var step = 0; step <= last; step++)
        {
            batch.Pass.Cancellation.ThrowIfCancellationRequested();
            var weight = (step == 0 || step == last ? 0.5 : 1) / last;
            var confidences = At(batch, ranks, height * width * step / last, start, finish);
            for (var row = 0; row < areas.Length; row++)
            {
                areas[row] += weight * confidences[row];
            }

            // Small native objects that wait for their finalizers fragment the heap.
            if (step % CollectEvery == 0)
            {
                GC.Collect(0);
            }
        }

        var degenerate = batch.Degenerate;
        return [.. areas.Select((area, row) => degenerate[row] || !double.IsFinite(area) ? (double?)null : area)];
    }

    private static IReadOnlyList<double> At(MeasureBatch batch, Tensor ranks, long changed, Tensor start, Tensor finish)
    {
        using var scope = NewDisposeScope();
        return batch.Confidences(batch.Pass.Backbone.call(where(ranks < Scalars.Of(changed), finish, start)));
    }
}
