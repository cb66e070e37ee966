using LCam.Classifiers;
using LCam.Experiments.Journals;
using LCam.Images;
using LCam.Models;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>Trains a classifier from scratch and measures its accuracy.</summary>
public sealed class ClassifierExecutor(TimeProvider clock) : IStageExecutor
{
    /// <summary>Name of the measured accuracy among a run's metrics, in [0,1].</summary>
    public const string AccuracyMetric = "evaluation-accuracy";

    private const int EvaluationBatch = 32;

    public bool Executes(StageOrder order) => order is ClassifierOrder;

    public void Execute(IReadOnlyList<StageTask> cohort, CancellationToken cancellation)
    {
        foreach (var task in cohort)
        {
            task.Attempt(() => task.Succeed(Train(task.Order, task.Folder, cancellation)));
        }
    }

    private List<ResultFile> Train(StageOrder order, StageFolder folder, CancellationToken cancellation)
    {
        var classifier = (ClassifierOrder)order;
        torch.set_num_threads(order.Execution.Threads);
        var device = torch.device(order.Execution.Device);
        var (architecture, classes, width, _, _, _) = order.Backbone;
        using var backbone = Backbones.Create(new BackboneOptions(architecture, classes, width));
        backbone.Initialise(classifier.Seed);
        backbone.to(device);

        var images = StageModels.RepeatedImages(order.Images, order.Execution, classes);
        using var trainer = new ClassifierTrainer(backbone, classifier.Options, StageModels.Set(order.Images, classes).Entries.Count, classifier.Seed, device);
        var resumed = ResumePoint.Find(order, folder);
        using (var journal = StageJournal.Open(order, folder, resumed))
        {
            if (resumed.Checkpoint is null)
            {
                journal.Append(new SeedEntry("classifier", classifier.Seed));
            }

            new TrainingLoop(folder, order.Execution, new Trainable(trainer), clock)
                .Run(images, classifier.Seed, classifier.Options.Epochs, classifier.Options.BatchSize, resumed, journal, cancellation);
            backbone.Freeze();
            var evaluation = StageModels.EvaluationImages(classifier.Evaluation, order.Execution, classes);
            journal.Append(new RunEntry(new Dictionary<string, double> { [AccuracyMetric] = Accuracy(backbone, evaluation, device) }));
        }

        folder.RequireJournal();
        using var weights = StateDict.CopyOf(backbone);
        SafetensorsFile.Write(folder.PathOf(StageModels.ClassifierFile), weights);
        return [folder.Describe(StageModels.ClassifierFile, "weights"), folder.Describe(StageFolder.JournalName, "journal")];
    }

    private static double Accuracy(Backbone backbone, ImageSource images, torch.Device device)
    {
        using var noGradient = torch.no_grad();
        var (correct, total) = (0L, 0L);
        foreach (var batch in images.Evaluation(EvaluationBatch))
        {
            using (batch)
            {
                using var scope = torch.NewDisposeScope();
                var top = backbone.call(backbone.Normalisation.Apply(batch.Images.to(device))).argmax(1).cpu();
                correct += top.eq(torch.tensor(batch.Labels)).sum().item<long>();
                total += batch.Count;
            }
        }

        return (double)correct / total;
    }

    private sealed class Trainable(ClassifierTrainer trainer) : ITrainable
    {
        public IReadOnlyDictionary<string, double> Step(ImageBatch batch, int epoch, long step)
        {
            var result = trainer.Step(batch, checked((int)step));
            return new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["loss"] = result.Loss,
                ["accuracy"] = (double)result.Correct / result.Images,
                ["learning-rate"] = result.LearningRate,
            };
        }

        public IReadOnlyDictionary<string, torch.Tensor> Export() => trainer.Export();

        public void Import(IReadOnlyDictionary<string, torch.Tensor> state) => trainer.Import(state);
    }
}
