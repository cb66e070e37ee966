using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Models;
using LCam.Sanity;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>One stage of a cohort that compares maps: its explainer, the maps of the network as it was, and its journal, open behind what is done.</summary>
internal sealed class SanityComparison : IDisposable
{
    private readonly StageExplainer _explainer;
    private readonly ConstantMap _constantMap;
    private readonly JournalWriter _journal;
    private readonly List<torch.Tensor> _original = [];
    private readonly List<ImageSimilarity> _compared = [];

    public SanityComparison(SanityOrder order, StageFolder folder, Backbone backbone)
    {
        _explainer = new StageExplainer(order, folder, backbone);
        _constantMap = order.Evaluation.ConstantMap;
        var resumed = ResumePoint.Find(order, folder);
        Done = resumed.Kept.Count;
        _journal = StageJournal.Open(order, folder, resumed);
        _journal.Append(new StartEntry(new LayerCascade(backbone, order.Seed).Layers.Count, "layers", Done));
        if (Done == 0)
        {
            _journal.Append(new SeedEntry("randomisation", order.Seed));
        }
    }

    /// <summary>Layers that are in the journal.</summary>
    public int Done { get; private set; }

    /// <summary>Names of the layers that its explainer asks a clean pass for.</summary>
    public IReadOnlyList<string> Layers => _explainer.Explainer.Layers;

    /// <summary>Keeps the maps of the next batch of the network as it was.</summary>
    public void Remember(CleanPass pass, torch.Tensor classes)
    {
        using var scope = torch.NewDisposeScope();
        _original.Add(Maps(pass, classes).cpu().DetachFromDisposeScope());
    }

    /// <summary>Compares the maps of a batch with those that were kept.</summary>
    /// <param name="classes">What is explained, batch by batch, each (N) int64.</param>
    /// <param name="images">What the batch's first rows are; the rest fill it up.</param>
    public void Compare(CleanPass pass, IReadOnlyList<torch.Tensor> classes, IReadOnlyList<EvaluationImage> images)
    {
        using var scope = torch.NewDisposeScope();
        var batch = images[0].Index / (int)pass.Count;
        var similar = MapSimilarity.Of(_original[batch].narrow(0, 0, images.Count), Maps(pass, classes[batch]).cpu().narrow(0, 0, images.Count));
        var explained = classes[batch].cpu().data<long>();
        _compared.AddRange(images.Zip(similar, (image, pair) => new ImageSimilarity(
            image.Index, image.Image, (int)explained[image.Index % pass.Count], pair.RankCorrelation, pair.StructuralSimilarity)));
    }

    /// <summary>Writes what was compared since the last layer into the journal.</summary>
    public void Write(int depth, string layer)
    {
        _journal.Append(new LayerEntry(depth, layer, [.. _compared]));
        _compared.Clear();
        Done++;
    }

    public void Dispose()
    {
        _journal.Dispose();
        _explainer.Dispose();
        _original.ForEach(maps => maps.Dispose());
    }

    private torch.Tensor Maps(CleanPass pass, torch.Tensor classes) => InputMaps.Of(_explainer.Explainer, pass, classes, _constantMap).Maps;
}
