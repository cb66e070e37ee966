using System.Globalization;
using System.IO.Abstractions;
using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Cli.Tests;

/// <summary>A store with numbers that nobody computed.</summary>
internal static class FilledStore
{
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Environment = """{"device":"cpu","processor":"one","threads":1}""";

    /// <summary>Makes the fixture's store and, in it, a finished run of each of a spec's stages.</summary>
    /// <returns>The runs' ids.</returns>
    public static IReadOnlyList<string> Make(CommandLineFixture lcam, string specPath)
    {
        var runs = new List<string>();
        var files = new FileSystem();
        using var store = ExperimentStore.Open(lcam.PathOf("store"), TimeProvider.System);
        var spec = SpecReader.Read(specPath, [], _ => null, files);
        var runner = new ExperimentRunner(
            store, files, new ProgramRunner(), TimeProvider.System, new ExecutionSettings("cpu", 1), HostIdentity.Current(), TransientFaults.Pipeline(), new PassingFaults(_ => { }));
        foreach (var stage in runner.Claim(runner.Plan(spec, CancellationToken.None)).Stages)
        {
            var run = new RunRecord
            {
                Id = RunRecord.IdOf(stage.Key, 1),
                StageKey = stage.Key,
                Attempt = 1,
                State = RunState.Running,
                Host = "h",
                Pid = 1,
                BootId = "b",
                Heartbeat = Began,
                Started = Began,
                Seconds = 60,
                Device = "cpu",
                Threads = 1,
                EnvironmentId = ContentAddress.Of(Environment),
            };
            store.Runs.Save(run, Environment);
            store.Events.Append("run-started", run.Id);
            store.Provenance.Save(run.Id, new RunProvenance("""{"folder":"/there","version-control":"none"}""", "{}"));
            IReadOnlyList<JournalEntry> entries = stage.Kind == StageKind.Measure ? [.. Enumerable.Range(0, 10).Select(Image)] : [new SeedEntry("training", 1), .. Enumerable.Range(0, 50).Select(Step)];
            store.Scores.Ingest(run.Id, entries);
            var left = Leave(new StageFolder(files, lcam.PathOf("store"), stage.Key, 1), stage, entries);
            store.Scores.SaveArtifacts(run.Id, [.. left.Select(file => new ArtifactRecord(file.Path, file.Role, file.Sha256, file.Bytes))]);
            store.Runs.End(run with { State = RunState.Succeeded, Ended = Began.AddMinutes(1) }, Environment, [], null, "run-succeeded", []);
            runs.Add(run.Id);
        }

        return runs;
    }

    // The files that a run of this kind leaves.
    private static List<ResultFile> Leave(StageFolder folder, PlannedStage stage, IReadOnlyList<JournalEntry> entries)
    {
        folder.WriteOrder(stage.Order!);
        using (var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, 0))
        {
            entries.ToList().ForEach(journal.Append);
        }

        File.WriteAllText(folder.LogPath, "a line\n");
        List<ResultFile> left = [folder.Describe("journal.jsonl", "journal")];
        if (stage.Kind is StageKind.Classifier or StageKind.Train)
        {
            var (name, role) = stage.Kind == StageKind.Train ? ("attention.safetensors", "attention") : ("weights.safetensors", "weights");
            File.WriteAllText(folder.PathOf(name), "weights");
            left.Add(folder.Describe(name, role));
        }

        folder.WriteResult(new StageResult(null, left));
        return [.. left, folder.Describe("stage.json", "order"), folder.Describe("result.json", "result")];
    }

    private static JournalEntry Image(int index) => new ImageEntry(new ImageScore
    {
        Index = index,
        Image = string.Create(CultureInfo.InvariantCulture, $"evaluation/{index}.png"),
        Label = 1,
        Predicted = 1,
        Confidence = 0.5,
        LabelRank = 0,
        Degenerate = false,
        Masked = [new MaskedScore(0, 0.25, 1), new MaskedScore(0.5, 0.125, 1)],
    });

    private static JournalEntry Step(int step) => new StepEntry(0, step, 8, new Dictionary<string, double> { ["loss"] = 1.0 / (step + 1), ["learning-rate.weight"] = 0.1 });
}
