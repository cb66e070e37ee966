using LCam.Evaluation;
using LCam.Images;
using LCam.Models;
using LCam.Sanity;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>
/// Makes a network's layers random one after the other, from the output down, and compares explainers' maps with those of
/// the network as it was. The stages of a cohort share the random networks, and each batch's clean pass of each. Each goes
/// on behind the last layer in its journal.
/// </summary>
public sealed class SanityExecutor : IStageExecutor
{
    public bool Executes(StageOrder order) => order is SanityOrder;

    public void Execute(IReadOnlyList<StageTask> cohort, CancellationToken cancellation)
    {
        var first = (SanityOrder)cohort[0].Order;
        MeasuringCohort.Execute(
            cohort,
            (task, backbone) => new SanityComparison((SanityOrder)task.Order, task.Folder, backbone),
            (comparisons, backbone) => Compare(comparisons, first, backbone, cancellation));
    }

    private static void Compare(
        IReadOnlyDictionary<StageTask, SanityComparison> comparisons, SanityOrder order, Backbone backbone, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var cascade = new LayerCascade(backbone, order.Seed);
        var images = StageModels.RepeatedImages(order.Images, order.Execution, order.Backbone.Classes);
        var set = StageModels.Set(order.Images, order.Backbone.Classes);
        var layers = comparisons.Values.SelectMany(comparison => comparison.Layers).Distinct().ToArray();
        var classes = new List<torch.Tensor>();
        foreach (var (pass, _) in Passes(images, order, backbone, layers, cancellation))
        {
            // What is explained stays the same, whatever the random networks predict.
            classes.Add(pass.Logits.argmax(1).DetachFromDisposeScope().MoveToOtherDisposeScope(scope));
            ForEach(comparisons, comparison => comparison.Remember(pass, classes[^1]));
        }

        foreach (var layer in cascade.Layers)
        {
            cascade.RandomiseNext();
            var behind = comparisons.Where(pair => pair.Value.Done < cascade.Depth).ToDictionary(pair => pair.Key, pair => pair.Value);
            if (behind.Count == 0)
            {
                continue;
            }

            foreach (var (pass, batch) in Passes(images, order, backbone, layers, cancellation))
            {
                var described = batch.Indices.Select(row => new EvaluationImage(row, set.Entries[row].Path, set.Entries[row].Label)).ToList();
                ForEach(behind, comparison => comparison.Compare(pass, classes, described));
            }

            ForEach(behind, comparison => comparison.Write(cascade.Depth, layer));
        }
    }

    private static void ForEach(IReadOnlyDictionary<StageTask, SanityComparison> comparisons, Action<SanityComparison> work)
    {
        foreach (var (task, comparison) in comparisons)
        {
            task.Attempt(() => work(comparison));
        }
    }

    // The batches are filled up as those of an evaluation are, so that an image's map does not depend on how many there are.
    private static IEnumerable<(CleanPass Pass, ImageBatch Batch)> Passes(
        ImageSource images, SanityOrder order, Backbone backbone, IReadOnlyCollection<string> layers, CancellationToken cancellation)
    {
        var device = torch.device(order.Execution.Device);
        foreach (var batch in images.Evaluation(order.Evaluation.BatchSize, 0, cancellation))
        {
            using (batch)
            {
                using var scope = torch.NewDisposeScope();
                using var pass = new CleanPass(backbone, FullBatch.Of(batch.Images.to(device), order.Evaluation.BatchSize), batch.Indices) { Layers = layers, Cancellation = cancellation };
                yield return (pass, batch);
            }

            GC.Collect(0);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
