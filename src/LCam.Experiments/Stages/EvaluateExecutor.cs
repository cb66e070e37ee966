using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Explainers;
using LCam.Images;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>Measures one explainer on one image list, at all percentages. Goes on behind the last whole batch in the journal.</summary>
public sealed class EvaluateExecutor(TimeProvider clock) : IStageExecutor
{
    public bool Executes(StageOrder order) => order is EvaluateOrder;

    public IReadOnlyList<ResultFile> Execute(StageOrder order, StageFolder folder, CancellationToken cancellation)
    {
        var evaluate = (EvaluateOrder)order;
        torch.set_num_threads(order.Execution.Threads);
        using var noGradient = torch.no_grad();
        var device = torch.device(order.Execution.Device);
        using var backbone = StageModels.Backbone(order, folder, evaluate.Variant);
        using var model = new LCamModel(
            Backbones.Find(order.Backbone.Architecture),
            backbone,
            StageModels.Attention(folder, evaluate.TrainStage, device),
            evaluate.Variant,
            evaluate.Loss,
            evaluate.Quirks.UnnormalisedAttention);
        var explainer = ExplainerRegistry.Find(evaluate.Explainer)
            .Create(new ExplainerContext(backbone, model, evaluate.Seed, evaluate.Evaluation.Map));
        var evaluator = new Evaluator(
            new EvaluatorOptions
            {
                Percentages = evaluate.Percentages,
                BatchSize = evaluate.Evaluation.BatchSize,
                ConstantMap = evaluate.Evaluation.ConstantMap,
                Measures = evaluate.Evaluation.Measures,
            },
            order.Images.CropSize,
            clock);

        var set = StageModels.Set(order.Images, order.Backbone.Classes);
        var images = StageModels.EvaluationImages(order.Images, order.Execution, order.Backbone.Classes);
        var masks = order.Images.Masks is { } masksFolder ? new ObjectMasks(masksFolder, order.Images) : null;
        var resumed = ResumePoint.Find(order, folder);
        using (var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, resumed.JournalLength))
        {
            var done = resumed.Kept.Count;
            journal.Append(new StartEntry(set.Entries.Count, "images", done));
            foreach (var batch in images.Evaluation(evaluate.Evaluation.BatchSize, done / evaluate.Evaluation.BatchSize, cancellation))
            {
                using (batch)
                {
                    Measure(batch, set, masks, evaluator, backbone, explainer, device, journal);
                }

                GC.Collect(0);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return [folder.Describe("journal.jsonl", "journal")];
    }

    private static void Measure(
        ImageBatch batch, ImageSet set, ObjectMasks? masks, Evaluator evaluator, Backbone backbone, IExplainer explainer, torch.Device device, JournalWriter journal)
    {
        using var scope = torch.NewDisposeScope();
        var described = batch.Indices.Select(row => new EvaluationImage(row, set.Entries[row].Path, set.Entries[row].Label)).ToList();
        var objects = masks?.Read(described);
        foreach (var score in evaluator.Evaluate(backbone, explainer, batch.Images.to(device), described, objects))
        {
            journal.Append(new ImageEntry(score));
            if (score.Degenerate)
            {
                journal.Append(new NoteEntry($"{score.Image}: the map is constant"));
            }
        }
    }
}
