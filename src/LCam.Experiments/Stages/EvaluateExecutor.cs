using System.Runtime.ExceptionServices;
using LCam.Evaluation;
using LCam.Images;
using LCam.Memory;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>
/// Measures explainers on one image list, at all percentages. The stages of a cohort share each batch's images and clean
/// pass. Each goes on behind the last whole batch in its journal.
/// </summary>
public sealed class EvaluateExecutor(TimeProvider clock) : IStageExecutor
{
    public bool Executes(StageOrder order) => order is EvaluateOrder;

    public void Execute(IReadOnlyList<StageTask> cohort, CancellationToken cancellation)
    {
        var first = (EvaluateOrder)cohort[0].Order;
        var set = StageModels.Set(first.Images, first.Backbone.Classes);
        MeasuringCohort.Execute(
            cohort,
            (task, backbone) => new StageMeasurement((EvaluateOrder)task.Order, task.Folder, backbone, set.Entries.Count, clock),
            (measurements, backbone) => Measure(measurements, first, set, backbone, cancellation));
    }

    private static void Measure(
        IReadOnlyDictionary<StageTask, StageMeasurement> measurements, EvaluateOrder order, ImageSet set, Backbone backbone, CancellationToken cancellation)
    {
        var images = StageModels.EvaluationImages(order.Images, order.Execution, order.Backbone.Classes);
        var masks = order.Images.Masks is { } folder ? new ObjectMasks(folder, order.Images) : null;
        var batchSize = order.Evaluation.BatchSize;
        var start = measurements.Values.Min(measurement => measurement.Done) / batchSize;
        var device = torch.device(order.Execution.Device);
        var shrinking = new ShrinkingBatches(batchSize);
        var batches = order.Batches is { } some ? images.Evaluation(batchSize, some, cancellation) : images.Evaluation(batchSize, start, cancellation);
        foreach (var batch in batches)
        {
            using (batch)
            {
                using var scope = torch.NewDisposeScope();
                var described = batch.Indices.Select(row => new EvaluationImage(row, set.Entries[row].Path, set.Entries[row].Label)).ToList();
                var objects = masks?.Read(described);
                var all = batch.Images.to(device);
                shrinking.Run(
                    batch.Count,
                    (first, count) => Measure(
                        measurements, backbone, all.narrow(0, first, count), shrinking.Size, described.GetRange(first, count), objects?.narrow(0, first, count), cancellation),
                    (size, first) => Tell(measurements.Values, batchSize, size, described[first].Image));
            }

            GC.Collect(0);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static void Measure(
        IReadOnlyDictionary<StageTask, StageMeasurement> measurements,
        Backbone backbone,
        torch.Tensor images,
        int batchSize,
        List<EvaluationImage> described,
        torch.Tensor? objects,
        CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var padded = measurements.Values.First().Pad(images, batchSize);
        using var pass = new CleanPass(backbone, padded, [.. described.Select(image => image.Index)])
        {
            Layers = [.. measurements.Values.SelectMany(measurement => measurement.Layers).Distinct()],
            Cancellation = cancellation,
        };
        foreach (var (task, measurement) in measurements.Where(pair => pair.Value.Done <= described[0].Index))
        {
            ExceptionDispatchInfo? shortage = null;
            task.Attempt(() =>
            {
                try
                {
                    measurement.Measure(pass, described, objects);
                }
                catch (Exception failure) when (batchSize > 1 && MemoryShortage.Is(failure))
                {
                    // No failure of the stage's yet: it may do with fewer images at once.
                    shortage = ExceptionDispatchInfo.Capture(failure);
                }
            });
            shortage?.Throw();
        }
    }

    private static void Tell(IEnumerable<StageMeasurement> measurements, int asked, int size, string image)
    {
        foreach (var measurement in measurements)
        {
            measurement.Note(FormattableString.Invariant(
                $"memory ran out: from {image} on, {size} images at once instead of {asked}; their numbers agree with those of the larger batch within float32 rounding, not bit for bit"));
        }
    }
}
