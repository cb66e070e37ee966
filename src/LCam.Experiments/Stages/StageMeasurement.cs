using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>One stage of a cohort that measures explainers: its explainer, and its journal, open behind what is done.</summary>
internal sealed class StageMeasurement : IDisposable
{
    private readonly StageExplainer _explainer;
    private readonly Evaluator _evaluator;
    private readonly JournalWriter _journal;

    public StageMeasurement(EvaluateOrder order, StageFolder folder, Backbone backbone, int images, TimeProvider clock)
    {
        _explainer = new StageExplainer(order, folder, backbone);
        _evaluator = new Evaluator(
            new EvaluatorOptions
            {
                Percentages = order.Percentages,
                BatchSize = order.Evaluation.BatchSize,
                ConstantMap = order.Evaluation.ConstantMap,
                Measures = order.Evaluation.Measures,
            },
            order.Images.CropSize,
            clock);
        var resumed = ResumePoint.Find(order, folder);
        Done = resumed.Kept.Count;
        _journal = StageJournal.Open(order, folder, resumed);
        _journal.Append(new StartEntry(images, "images", Done));
        if (Done == 0)
        {
            _journal.Append(new SeedEntry("explainer", order.Explainer.Seed));
        }
    }

    /// <summary>Images that are in the journal: whole batches.</summary>
    public int Done { get; private set; }

    /// <summary>Names of the layers that its explainer asks a clean pass for.</summary>
    public IReadOnlyList<string> Layers => _explainer.Explainer.Layers;

    /// <summary>The batch filled up to a batch size.</summary>
    public torch.Tensor Pad(torch.Tensor images, int batchSize) => _evaluator.Pad(images, batchSize);

    /// <summary>Writes something worth telling into the journal.</summary>
    public void Note(string text) => _journal.Append(new NoteEntry(text));

    /// <summary>Measures a batch on its clean pass and writes the scores into the journal.</summary>
    public void Measure(CleanPass pass, IReadOnlyList<EvaluationImage> images, torch.Tensor? objects)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var score in _evaluator.Evaluate(pass, _explainer.Explainer, images, objects))
        {
            _journal.Append(new ImageEntry(score));
            if (score.Degenerate)
            {
                _journal.Append(new NoteEntry($"{score.Image}: the map is constant"));
            }

            if (objects is not null && score.MaskShare is null)
            {
                _journal.Append(new NoteEntry($"{score.Image}: its mask has no object pixel within what the network sees, so the image has no energy"));
            }
        }

        Done += images.Count;
    }

    public void Dispose()
    {
        _journal.Dispose();
        _explainer.Dispose();
    }
}
