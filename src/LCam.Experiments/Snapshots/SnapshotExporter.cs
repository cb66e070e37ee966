using System.IO.Abstractions;
using LCam.Experiments.Explaining;
using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Images;
using LCam.Models;
using LCam.Problems;
using LCam.Training;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Snapshots;

/// <summary>Writes a finished training as a snapshot that the reference's own <c>restore</c> loads. One copy of the weights is in memory.</summary>
public sealed class SnapshotExporter(IFileSystem fileSystem)
{
    /// <summary>What would be written: found without the numeric library.</summary>
    /// <param name="store">The store that has the run.</param>
    /// <param name="run">The run's id, or its beginning.</param>
    /// <param name="weights">Where its classifier's weights are now; null for where they were.</param>
    /// <exception cref="ProblemException">There is no such training, or its weights are gone or others.</exception>
    public SnapshotPlan Prepare(ExperimentStore store, string run, string? weights)
    {
        const string Where = "RUN";
        var record = RunLookup.Find(store, run, Where);
        var trained = new TrainedRunReader(store, fileSystem, Where).Read(record.Id);
        if (trained.Order.Backbone.Script is not null)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                Where, $"run {trained.Id} trained on a TorchScript network, whose tensors have no names that the reference's restore knows", $"its attention mechanism alone is {trained.Attention}"));
        }

        var folder = new StageFolder(fileSystem, store.Folder, record.StageKey, record.Attempt);
        var path = weights ?? trained.Weights;
        if (!fileSystem.File.Exists(path))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(
                path, $"the weight file that run {trained.Id} was trained with is not there", "say where it is now with --weights"));
        }

        if (trained.WeightsHash is { } expected && ContentHash.OfFile(path) != expected)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, $"holds other weights than run {trained.Id} was trained with"));
        }

        var entries = folder.ReadJournal().Select(placed => placed.Entry).ToList();
        var steps = entries.OfType<StartEntry>().LastOrDefault()?.Total ?? 0;
        var last = entries.OfType<CheckpointEntry>().LastOrDefault(checkpoint => checkpoint.Step == steps);
        var isThere = last is not null && fileSystem.File.Exists(folder.PathOf(last.Path));
        return new SnapshotPlan(trained, path, steps, isThere ? folder.PathOf(last!.Path) : null);
    }

    /// <summary>Writes the snapshot.</summary>
    /// <exception cref="ProblemException">The weights do not fit, or the file cannot be written.</exception>
    public static void Write(SnapshotPlan plan, string output)
    {
        var order = plan.Run.Order;
        var architecture = Backbones.Find(order.Backbone.Architecture);
        var whole = new WholeBackbone(new BackboneOptions(order.Backbone.Architecture, order.Backbone.Classes, order.Backbone.Width));
        using var backbone = WeightFile.Read(plan.Weights, order.Backbone.Entry);
        using var attention = SafetensorsFile.Read(plan.Run.Attention);
        using var momentum = plan.Momentum is { } path ? SafetensorsFile.Read(path) : new StateDict();
        using var scope = torch.NewDisposeScope();
        KeyValuePair<string, torch.Tensor>[] weights =
        [
            .. whole.Of(backbone, plan.Weights),
            .. new[] { AttentionEntries.Weight, AttentionEntries.Bias }.Select(name => KeyValuePair.Create(name, attention[name])),
        ];
        var optimizer = new ReferenceOptimizer(weights.Select(entry => entry.Key), architecture, order.Training);
        var moving = momentum.Where(entry => entry.Key.StartsWith(AttentionTrainer.MomentumPrefix, StringComparison.Ordinal))
            .ToDictionary(entry => optimizer.NumberOf(entry.Key[AttentionTrainer.MomentumPrefix.Length..]), entry => entry.Value);
        var epoch = order.Training.Epochs - 1;
        var facts = new SnapshotFacts(ModelNames.For(architecture, order.Variant, order.Loss), epoch, plan.Steps, optimizer.Groups(epoch), [.. moving.Keys.Order()]);
        PthFile.Write(output, new ReferenceSnapshot(facts, weights, moving));
    }
}

/// <summary>A snapshot to write.</summary>
/// <param name="Run">The training.</param>
/// <param name="Weights">Its classifier's weight file.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="Momentum">The checkpoint behind the last step; null where none was kept, and the momentum is lost.</param>
public sealed record SnapshotPlan(TrainedRun Run, string Weights, long Steps, string? Momentum);
