using System.Runtime.ExceptionServices;
using LCam.Evaluation;
using LCam.Images;
using LCam.Memory;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>
/// Explains one image list, and measures the maps at all percentages. The stages of a cohort share each batch's images and
/// clean pass, and those of one explainer its maps: stages that keep maps and stages that measure them cost no more
/// together than measuring alone. Each goes on behind the last whole batch in its journal.
/// </summary>
public sealed class MeasureExecutor(TimeProvider clock) : IStageExecutor
{
    public bool Executes(StageOrder order) => order is MeasureOrder or ExplainOrder;

    public void Execute(IReadOnlyList<StageTask> cohort, CancellationToken cancellation)
    {
        // What keeps maps comes before what measures them, so that no number is done before the maps that it is of.
        cohort = [.. cohort.OrderBy(task => task.Order is ExplainOrder ? 0 : 1)];
        var first = (MeasuringOrder)cohort[0].Order;
        var set = StageModels.Set(first.Images, first.Backbone.Classes);
        using var explainers = new ExplainersOfCohort([.. cohort.Select(task => task.Order.Key)]);
        MeasuringCohort.Execute<IMeasuringPart>(
            cohort,
            (task, backbone) => Open(task, explainers.Of((MeasuringOrder)task.Order, task.Folder, backbone), set.Entries.Count),
            (parts, backbone) => Work(parts, explainers, set, backbone, cancellation),
            part => part is StageExplanation ? [(MapsFile.Name, MapsFile.Role)] : []);
    }

    private IMeasuringPart Open(StageTask task, BatchMaps maps, int images) => task.Order switch
    {
        ExplainOrder explain => new StageExplanation(explain, task.Folder, maps, images),
        _ => new StageMeasurement((MeasureOrder)task.Order, task.Folder, maps, images, clock),
    };

    private static void Work(
        IReadOnlyDictionary<StageTask, IMeasuringPart> parts, ExplainersOfCohort explainers, ImageSet set, Backbone backbone, CancellationToken cancellation)
    {
        var order = (MeasuringOrder)parts.Keys.First().Order;
        var images = StageModels.EvaluationImages(order.Images, order.Execution, order.Backbone.Classes);
        var masks = order.Images.Masks is { } folder && parts.Keys.Any(task => task.Order is MeasureOrder) ? new ObjectMasks(folder, order.Images) : null;
        var batchSize = order.Evaluation.BatchSize;
        var start = parts.Values.Min(part => part.Done) / batchSize;
        var device = torch.device(order.Execution.Device);
        var shrinking = new ShrinkingBatches(batchSize);
        var batches = order is MeasureOrder { Batches: { } some } ? images.Evaluation(batchSize, some, cancellation) : images.Evaluation(batchSize, start, cancellation);
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
                    (first, count) => Work(
                        parts, explainers, backbone, all.narrow(0, first, count), shrinking.Size, described.GetRange(first, count), objects?.narrow(0, first, count), cancellation),
                    (size, first) => Tell(parts.Values, batchSize, size, described[first].Image));
            }

            GC.Collect(0);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static void Work(
        IReadOnlyDictionary<StageTask, IMeasuringPart> parts,
        ExplainersOfCohort explainers,
        Backbone backbone,
        torch.Tensor images,
        int batchSize,
        List<EvaluationImage> described,
        torch.Tensor? objects,
        CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var padded = FullBatch.Of(images, batchSize);
        using var pass = new CleanPass(backbone, padded, [.. described.Select(image => image.Index)]) { Layers = explainers.Layers, Cancellation = cancellation };
        explainers.Begin(pass);
        foreach (var (task, part) in parts.Where(pair => pair.Value.Done <= described[0].Index))
        {
            ExceptionDispatchInfo? shortage = null;
            task.Attempt(() =>
            {
                try
                {
                    part.Work(pass, described, objects);
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

    private static void Tell(IEnumerable<IMeasuringPart> parts, int asked, int size, string image)
    {
        foreach (var part in parts)
        {
            part.Note(FormattableString.Invariant(
                $"memory ran out: from {image} on, {size} images at once instead of {asked}; their numbers agree with those of the larger batch within float32 rounding, not bit for bit"));
        }
    }

    // Which explainer a stage looks at: those of one text share their maps.
    private sealed class ExplainersOfCohort(IReadOnlyCollection<string> stages) : IDisposable
    {
        private readonly Dictionary<string, BatchMaps> _maps = new(StringComparer.Ordinal);
        private readonly List<KeptMaps> _kept = [];

        public BatchMaps Of(MeasuringOrder order, StageFolder folder, Backbone backbone)
        {
            var kept = order is MeasureOrder { Kept: { } run } && !stages.Contains(run.Stage) ? run : null;
            var (id, variant, seed, parameters, attention) = order.Explainer;
            var explainer = FormattableString.Invariant($"{id} {variant} {seed} {parameters?.ToJsonString()} {attention} {order.Evaluation.Map} {kept}");
            if (!_maps.TryGetValue(explainer, out var maps))
            {
                _maps.Add(explainer, maps = BatchMaps.Of(new StageExplainer(order, folder, backbone), kept is null ? null : Kept(folder, kept, order)));
            }

            return maps;
        }

        /// <summary>Names of the layers that they ask a clean pass for.</summary>
        public IReadOnlyCollection<string> Layers => [.. _maps.Values.SelectMany(maps => maps.Layers).Distinct()];

        public void Begin(CleanPass pass)
        {
            foreach (var maps in _maps.Values)
            {
                maps.Begin(pass);
            }
        }

        public void Dispose()
        {
            foreach (var maps in _maps.Values)
            {
                maps.Dispose();
            }

            _kept.ForEach(kept => kept.Dispose());
        }

        private KeptMaps Kept(StageFolder folder, KeptRun run, MeasuringOrder order)
        {
            var kept = KeptMaps.Of(folder.FileSystem, folder.Store, run, torch.device(order.Execution.Device));
            _kept.Add(kept);
            return kept;
        }
    }
}
