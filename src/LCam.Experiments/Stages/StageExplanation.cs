using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>One stage of a cohort that keeps an explainer's maps: first a batch's maps, then the line that promises them.</summary>
internal sealed class StageExplanation : IMeasuringPart
{
    private readonly StageFolder _folder;
    private readonly BatchMaps _maps;
    private readonly JournalWriter _journal;
    private readonly MapsFile _file;
    private readonly int _batchSize;
    private readonly int _images;
    private readonly List<(torch.Tensor Maps, torch.Tensor Classes)> _pieces = [];

    /// <param name="images">How many the list has.</param>
    public StageExplanation(ExplainOrder order, StageFolder folder, BatchMaps maps, int images)
    {
        (_folder, _maps, _images) = (folder, maps, images);
        _batchSize = order.Evaluation.BatchSize;
        var resumed = ResumePoint.Find(order, folder);
        Done = (int)resumed.Done;
        _journal = StageJournal.Open(order, folder, resumed);
        _journal.Append(new StartEntry(images, "images", Done));
        _file = new MapsFile(folder, images, Done);
        if (Done == 0)
        {
            _journal.Append(new SeedEntry("explainer", order.Explainer.Seed));
        }
    }

    public int Done { get; private set; }

    public void Note(string text) => _journal.Append(new NoteEntry(text));

    public void Work(CleanPass pass, IReadOnlyList<EvaluationImage> images, torch.Tensor? objects)
    {
        using var scope = torch.NewDisposeScope();
        var classes = pass.Logits.argmax(1);
        var maps = _maps.Explain(pass, classes);
        _pieces.Add((Kept(maps, images.Count), Kept(classes, images.Count)));
        Done = images[^1].Index + 1;
        if (Done == _images || Done % _batchSize == 0)
        {
            Write();
        }
    }

    public void Dispose()
    {
        Forget();
        _file.Dispose();
        _journal.Dispose();
    }

    private static torch.Tensor Kept(torch.Tensor tensor, int count)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.narrow(0, 0, count).cpu().clone().DetachFromDisposeScope();
    }

    private void Write()
    {
        using var scope = torch.NewDisposeScope();
        _folder.RequireJournal();
        var classes = _pieces.SelectMany(piece => piece.Classes.data<long>().ToArray()).Select(index => (int)index).ToList();
        var digest = _file.Append(torch.cat([.. _pieces.Select(piece => piece.Maps)]));
        _journal.Append(new MapsEntry(Done - classes.Count, classes, digest));
        _journal.Sync();
        Forget();
    }

    private void Forget()
    {
        foreach (var (maps, classes) in _pieces)
        {
            maps.Dispose();
            classes.Dispose();
        }

        _pieces.Clear();
    }
}
