using LCam.Experiments.Journals;
using LCam.Images;
using LCam.Models;
using LCam.Training;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>Trains one attention mechanism.</summary>
public sealed class TrainExecutor(TimeProvider clock) : IStageExecutor
{
    public bool Executes(StageOrder order) => order is TrainOrder;

    public void Execute(IReadOnlyList<StageTask> cohort, CancellationToken cancellation)
    {
        foreach (var task in cohort)
        {
            task.Attempt(() => task.Succeed(Train(task.Order, task.Folder, cancellation)));
        }
    }

    private List<ResultFile> Train(StageOrder order, StageFolder folder, CancellationToken cancellation)
    {
        var train = (TrainOrder)order;
        torch.set_num_threads(order.Execution.Threads);
        var device = torch.device(order.Execution.Device);
        var architecture = Backbones.Find(order.Backbone.Architecture);
        using var backbone = StageModels.Backbone(order, folder);
        var attention = train.Variant.Initialise(architecture, backbone, train.Seed)
            .To(torch.ScalarType.Float32, device);
        using var model = new LCamModel(
            architecture, backbone, attention, train.Variant, train.Loss, train.Training.Quirks.UnnormalisedAttention);
        var images = StageModels.RepeatedImages(order.Images, order.Execution, order.Backbone.Classes);
        var steps = (long)train.Training.Epochs * images.BatchCount(train.Training.BatchSize);
        using var trainer = new AttentionTrainer(model, train.Training, train.Seed, steps);

        var resumed = ResumePoint.Find(order, folder);
        using (var journal = StageJournal.Open(order, folder, resumed))
        {
            if (resumed.Checkpoint is null)
            {
                journal.Append(new SeedEntry("training", train.Seed));
            }

            new TrainingLoop(folder, order.Execution, new Trainable(trainer, train.Variant.Schedule, device), clock)
                .Run(images, train.Seed, train.Training.Epochs, train.Training.BatchSize, resumed, journal, cancellation);
        }

        folder.RequireJournal();
        Save(model, folder.PathOf(StageModels.AttentionFile));
        return [folder.Describe(StageModels.AttentionFile, "attention"), folder.Describe(StageFolder.JournalName, "journal")];
    }

    private static void Save(LCamModel model, string path)
    {
        using var weights = new StateDict();
        foreach (var tensor in model.Attention.Tensors)
        {
            weights.AddCopy(tensor.Name, tensor.Value);
        }

        weights.Metadata["model"] = model.Name;
        SafetensorsFile.Write(path, weights);
    }

    private sealed class Trainable(AttentionTrainer trainer, Schedule schedule, torch.Device device) : ITrainable
    {
        public IReadOnlyDictionary<string, double> Step(ImageBatch batch, int epoch, long step)
        {
            using var scope = torch.NewDisposeScope();
            var (losses, rates) = trainer.Step(batch.Images.to(device), batch.Labels, epoch, step);
            var metrics = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["loss"] = losses.Total,
                ["cross-entropy"] = losses.CrossEntropy,
            };
            foreach (var rate in rates)
            {
                metrics[rate.Metric] = rate.Rate;
            }

            if (losses.Area is { } area && losses.Variation is { } variation)
            {
                metrics["area"] = area;
                metrics["variation"] = variation;
            }

            foreach (var rate in schedule.MovesMomentum ? rates : [])
            {
                metrics[$"momentum.{rate.Group}"] = rate.Momentum;
            }

            return metrics;
        }

        public IReadOnlyDictionary<string, torch.Tensor> Export() => trainer.Export();

        public void Import(IReadOnlyDictionary<string, torch.Tensor> state) => trainer.Import(state);
    }
}
