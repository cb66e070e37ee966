using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Measures;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>One stage of a cohort that measures an explainer's maps. What others measured of them already is taken from there.</summary>
internal sealed class StageMeasurement : IMeasuringPart
{
    private readonly BatchMaps _maps;
    private readonly Evaluator _evaluator;
    private readonly KnownScores _known;
    private readonly JournalWriter _journal;

    /// <param name="images">How many the list has.</param>
    public StageMeasurement(MeasureOrder order, StageFolder folder, BatchMaps maps, int images, TimeProvider clock)
    {
        _maps = maps;
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
        _known = KnownScores.Find(order, folder);
        var resumed = ResumePoint.Find(order, folder);
        Done = resumed.Kept.Count;
        _journal = StageJournal.Open(order, folder, resumed);
        _journal.Append(new StartEntry(images, "images", Done));
        if (Done == 0)
        {
            _journal.Append(new SeedEntry("explainer", order.Explainer.Seed));
        }

        foreach (var taken in _known.Taken)
        {
            _journal.Append(taken);
        }
    }

    public int Done { get; private set; }

    public void Note(string text) => _journal.Append(new NoteEntry(text));

    public void Work(CleanPass pass, IReadOnlyList<EvaluationImage> images, torch.Tensor? objects)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var score in _evaluator.Evaluate(pass, _maps, images, objects, _known.Of(images)))
        {
            _journal.Append(new ImageEntry(score));
            if (score.Degenerate)
            {
                _journal.Append(new NoteEntry($"{score.Image}: the map is constant"));
            }

            if (objects is not null && MeasureRegistry.TakenByDefault.Any(measure => measure.OnlyOfObjects && score.Measures?.ContainsKey(measure.Id) != true))
            {
                _journal.Append(new NoteEntry($"{score.Image}: its mask has no object pixel within what the network sees, so what is measured of objects leaves the image out"));
            }
        }

        Done += images.Count;
    }

    public void Dispose() => _journal.Dispose();
}
