using LCam.Evaluation;
using LCam.Explainers;
using LCam.Images;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Adopting;

/// <summary>Measures a snapshot as the reference's evaluation script does.</summary>
internal interface ISnapshotMeasurement
{
    /// <summary>What it measures at each percentage, in order.</summary>
    IReadOnlyList<ConfidenceSummary> Measure(PastRun run, PastSnapshot snapshot, ImageSet images, IReadOnlyList<double> percentages, CancellationToken cancellation);
}

/// <summary>Measures at once, in this process, and keeps nothing.</summary>
/// <param name="device">TorchSharp's name of the device.</param>
internal sealed class DirectMeasurement(string device) : ISnapshotMeasurement
{
    private const int BatchSize = 8;
    private const int CollectEvery = 10;

    public IReadOnlyList<ConfidenceSummary> Measure(PastRun run, PastSnapshot snapshot, ImageSet images, IReadOnlyList<double> percentages, CancellationToken cancellation)
    {
        var place = torch.device(device);
        using var weights = WeightFile.Read(snapshot.File);
        using var backbone = Backbone(run, snapshot, weights, place);
        using var picked = AttentionEntries.Pick(weights, snapshot.File);
        var attention = run.Variant.Restore(run.Architecture, picked).To(torch.ScalarType.Float32, place);
        if (attention.Classes != backbone.Classes || !attention.Channels.SequenceEqual(attention.Layers.Select(backbone.Channels)))
        {
            attention.Dispose();
            throw new ProblemException(ProblemKind.InvalidInput, new Problem($"{snapshot.File}:{AttentionEntries.Weight}", "is of other classes or channels than the backbone beside it"));
        }

        using var model = new LCamModel(run.Architecture, backbone, attention, run.Variant, run.Loss, run.Options.Quirks.UnnormalisedAttention);
        var registration = ExplainerRegistry.All.First(explainer => explainer.NeedsModel);
        var explainer = registration.Create(new ExplainerContext(backbone, model, Seed: 0) { Settings = registration.Resolve(run.Architecture) });
        var evaluator = new Evaluator(new EvaluatorOptions { Percentages = percentages, BatchSize = BatchSize, ConstantMap = ConstantMap.NaN }, run.Options.CropSize);
        var (scores, batches) = (new List<ImageScore>(), 0);
        foreach (var batch in new ImageSource(images, run.Options.InputSize, run.Options.CropSize).Evaluation(BatchSize, cancellation: cancellation))
        {
            using (batch)
            using (torch.NewDisposeScope())
            {
                EvaluationImage[] rows = [.. batch.Indices.Select(row => new EvaluationImage(row, images.Entries[row].Path, images.Entries[row].Label))];
                scores.AddRange(evaluator.Evaluate(backbone, explainer, batch.Images.to(place), rows, cancellation: cancellation));
            }

            if (++batches % CollectEvery == 0)
            {
                // Small native handles that wait for finalizers fragment the heap; this keeps memory flat.
                GC.Collect(0);
            }
        }

        return [.. percentages.Select(percentage => ConfidenceScores.Summarise(scores, percentage))];
    }

    private static Backbone Backbone(PastRun run, PastSnapshot snapshot, StateDict weights, torch.Device place)
    {
        var match = ArchitectureMatch.Find(WeightFile.ReadHeader(snapshot.File))
            ?? throw new ProblemException(ProblemKind.InvalidInput, new Problem(snapshot.File, "holds no backbone that is known"));
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, match.Problems);
        if (match.Architecture != run.Architecture.Id)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(snapshot.File, $"holds a {match.Architecture}; the record says {run.Architecture.Id}"));
        }

        var backbone = Backbones.Create(new BackboneOptions(match.Architecture, match.Classes, match.Width));
        try
        {
            StateDictLoader.Load(backbone, weights, snapshot.File);
            backbone.to(place);
            return backbone.Freeze();
        }
        catch
        {
            backbone.Dispose();
            throw;
        }
    }
}
