using LCam.Evaluation;
using LCam.Images;
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
        torch.set_num_threads(first.Execution.Threads);
        using var noGradient = torch.no_grad();
        using var backbone = StageModels.Backbone(first, cohort[0].Folder, first.Explainer.Variant);
        var set = StageModels.Set(first.Images, first.Backbone.Classes);
        var measurements = new Dictionary<StageTask, StageMeasurement>();
        try
        {
            foreach (var task in cohort)
            {
                task.Attempt(() => measurements.Add(task, new StageMeasurement((EvaluateOrder)task.Order, task.Folder, backbone, set.Entries.Count, clock)));
            }

            if (measurements.Count > 0)
            {
                Measure(measurements, first, set, backbone, cancellation);
            }
        }
        finally
        {
            foreach (var measurement in measurements.Values)
            {
                measurement.Dispose();
            }
        }

        foreach (var task in measurements.Keys)
        {
            task.Attempt(() => task.Succeed([task.Folder.Describe("journal.jsonl", "journal")]));
        }
    }

    private static void Measure(
        Dictionary<StageTask, StageMeasurement> measurements, EvaluateOrder order, ImageSet set, Backbone backbone, CancellationToken cancellation)
    {
        var images = StageModels.EvaluationImages(order.Images, order.Execution, order.Backbone.Classes);
        var masks = order.Images.Masks is { } folder ? new ObjectMasks(folder, order.Images) : null;
        var batchSize = order.Evaluation.BatchSize;
        var start = measurements.Values.Min(measurement => measurement.Done) / batchSize;
        var device = torch.device(order.Execution.Device);
        foreach (var batch in images.Evaluation(batchSize, start, cancellation))
        {
            using (batch)
            {
                using var scope = torch.NewDisposeScope();
                var described = batch.Indices.Select(row => new EvaluationImage(row, set.Entries[row].Path, set.Entries[row].Label)).ToList();
                var objects = masks?.Read(described);
                var padded = measurements.Values.First().Pad(batch.Images.to(device));
                using var pass = new CleanPass(backbone, padded, batch.Indices);
                foreach (var (task, measurement) in measurements.Where(pair => pair.Value.Done <= batch.Indices[0]))
                {
                    task.Attempt(() => measurement.Measure(pass, described, objects));
                }
            }

            GC.Collect(0);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
