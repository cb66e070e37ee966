using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Perturbation;

/// <summary>Many masks of one image, a batch at a time: what explainers that perturb the input share.</summary>
internal static class MaskBatches
{
    private const int CollectEvery = 10;

    /// <summary>The parameter of such explainers: masked images per forward pass.</summary>
    internal static ExplainerParameter BatchSize { get; } = ExplainerParameter.WholeNumber(
        "batch-size", "Masked images per forward pass; moves numbers by rounding alone.", _ => 16, 1, 4096) with { MovesNumbers = false };

    /// <summary>Calls <paramref name="action"/> with the first and the number of each batch's masks, each time in a dispose scope.</summary>
    /// <exception cref="OperationCanceledException">Between two batches.</exception>
    internal static void ForEach(CleanPass pass, int masks, int batchSize, Action<int, int> action)
    {
        var batches = 0;
        for (var first = 0; first < masks; first += batchSize)
        {
            pass.Cancellation.ThrowIfCancellationRequested();
            using (NewDisposeScope())
            {
                action(first, Math.Min(batchSize, masks - first));
            }

            // Small native objects that wait for their finalizers fragment the heap.
            if (++batches % CollectEvery == 0)
            {
                GC.Collect(0);
            }
        }
    }

    /// <summary>Softmax probabilities (M) of one class of the normalised image (1,3,H,W) times each of the masks (M,H,W).</summary>
    internal static Tensor Probabilities(Backbone backbone, Tensor normalised, Tensor masks, long ofClass)
    {
        using var scope = NewDisposeScope();
        var logits = backbone.call(normalised * masks.unsqueeze(1));
        return logits.softmax(1).select(1, ofClass).MoveToOuterDisposeScope();
    }
}
