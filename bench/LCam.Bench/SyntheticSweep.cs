using System.IO.Abstractions;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Running;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Images;
using LCam.Models;
using LCam.Training;
using LCam.Weights;

namespace LCam.Bench;

/// <summary>
/// A sweep that computes nothing: each stage of a plan leaves what its worker and its coordinator would have left, folder,
/// journal, rows and events, by the program's own code. Numbers are made up; an audit finds nothing wrong with them.
/// </summary>
internal sealed class SyntheticSweep
{
    private const string AttentionFile = "attention.safetensors";

    private static readonly FileSystem Files = new();

    private readonly ExperimentStore _store;
    private readonly ExperimentSpec _spec;
    private readonly EnvironmentDescription _environment;
    private readonly SourceSnapshot _source;
    private readonly InputRecorder _inputs;
    private readonly Dictionary<string, ImageSet> _lists = new(StringComparer.Ordinal);

    private SyntheticSweep(ExperimentStore store, ExperimentSpec spec, ExperimentPlan plan)
    {
        (_store, _spec, Stages) = (store, spec, plan.Stages);
        _environment = EnvironmentDescription.Current("cpu", 1);
        _source = SourceSnapshot.Of(spec.File, new ProgramRunner(), Files);
        _inputs = new InputRecorder(store.Hashes);
    }

    /// <summary>Every stage before those that need it.</summary>
    public IReadOnlyList<PlannedStage> Stages { get; }

    /// <summary>Plans an experiment and tells the store of it.</summary>
    public static SyntheticSweep Begin(ExperimentStore store, string specPath)
    {
        var spec = SpecReader.Read(specPath, [], _ => null, Files);
        ExperimentRunner.MakeData(spec, _ => { }, CancellationToken.None);
        var runner = new ExperimentRunner(
            store, Files, new ProgramRunner(), TimeProvider.System, new ExecutionSettings("cpu", 1), HostIdentity.Current(), Polly.ResiliencePipeline.Empty, new PassingFaults(_ => { }));
        var plan = runner.Plan(spec, CancellationToken.None);
        runner.Claim(plan);
        return new SyntheticSweep(store, spec, plan);
    }

    /// <summary>Leaves what executing a stage would have left.</summary>
    /// <returns>The images that it measured.</returns>
    public int Execute(PlannedStage stage)
    {
        var run = SyntheticRuns.Of(stage.Key, TimeProvider.System.GetUtcNow()) with { EnvironmentId = _environment.Id };
        var order = stage.Order!;
        _store.Runs.Save(run with { State = RunState.Running }, _environment.Text);
        _store.Events.Append("run-started", run.Id, new() { ["stage"] = stage.Key });
        _store.Provenance.Save(run.Id, new RunProvenance(_source.Text, _inputs.Of(order)));

        var entries = Entries(order);
        var files = Write(new StageFolder(Files, _store.Folder, run.StageKey, run.Attempt), order, entries);
        _store.Scores.Ingest(run.Id, entries);
        _store.Runs.End(run, _environment.Text, [.. files.Select(file => new ArtifactRecord(file.Path, file.Role, file.Sha256, file.Bytes))], new StageUsage(run.Seconds, 1 << 28), "run-succeeded", []);
        return entries.OfType<ImageEntry>().Count();
    }

    /// <summary>Seals the experiment, whose stages are all done.</summary>
    public void Seal() => new ExperimentSealer(_store, Files, TimeProvider.System).Seal(_spec);

    private IReadOnlyList<JournalEntry> Entries(StageOrder order) => order switch
    {
        MeasureOrder measure => [.. Images(measure)],
        TrainOrder train => [.. Steps(train)],
        _ => [new RunEntry(new Dictionary<string, double> { ["accuracy"] = 1 })],
    };

    private IEnumerable<JournalEntry> Images(MeasureOrder order)
    {
        var images = Read(order.Images);
        yield return new StartEntry(images.Entries.Count, "images", 0);
        foreach (var (index, image) in images.Entries.Index())
        {
            var entry = SyntheticEntries.Image(index, order.Key[0]);
            yield return entry with { Score = entry.Score with { Image = image.Path, Label = image.Label } };
        }
    }

    private IEnumerable<JournalEntry> Steps(TrainOrder order)
    {
        var steps = (Read(order.Images).Entries.Count + order.Training.BatchSize - 1) / order.Training.BatchSize;
        yield return new StartEntry(steps * order.Training.Epochs, "steps", 0);
        yield return new SeedEntry("training", order.Seed);
        for (var step = 0; step < steps * order.Training.Epochs; step++)
        {
            var rates = Schedule.Rates(order.Variant, Backbones.Find(order.Backbone.Architecture), order.Training, new SchedulePoint(step, (long)steps * order.Training.Epochs, step / steps));
            yield return SyntheticEntries.Step(step / steps, step, order.Training.BatchSize, rates);
        }
    }

    private ImageSet Read(ImagesOrder images)
    {
        if (!_lists.TryGetValue(images.List, out var set))
        {
            _lists.Add(images.List, set = ImageSet.Read(images.Folder, images.List).First(images.Limit));
        }

        return set;
    }

    private static List<ResultFile> Write(StageFolder folder, StageOrder order, IReadOnlyList<JournalEntry> entries)
    {
        folder.WriteOrder(order);
        using (var journal = new JournalWriter(Files, folder.JournalPath, 0))
        {
            foreach (var entry in entries)
            {
                journal.Append(entry);
            }
        }

        var files = new List<ResultFile> { folder.Describe("journal.jsonl", "journal") };
        if (order is TrainOrder train)
        {
            WriteAttention(folder.PathOf(AttentionFile), train);
            files.Insert(0, folder.Describe(AttentionFile, "attention"));
        }

        folder.WriteResult(new StageResult(null, files));
        return [.. files, folder.Describe(Path.GetFileName(folder.OrderPath), "order"), folder.Describe(Path.GetFileName(folder.ResultPath), "result")];
    }

    private static void WriteAttention(string path, TrainOrder order)
    {
        var architecture = Backbones.Find(order.Backbone.Architecture);
        var channels = architecture.Layer(architecture.LastMaps).Channels(new BackboneOptions(architecture.Id, order.Backbone.Classes, order.Backbone.Width))!.Value;
        using var attention = ConvolutionAttention.Initialised(architecture.LastMaps, order.Backbone.Classes, channels, Convert.ToInt64(order.Key[..8], 16));
        using var weights = new StateDict();
        foreach (var tensor in attention.Tensors)
        {
            weights.AddCopy(tensor.Name, tensor.Value);
        }

        SafetensorsFile.Write(path, weights);
    }
}
