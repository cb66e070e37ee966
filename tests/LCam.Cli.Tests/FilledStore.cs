using System.Globalization;
using System.IO.Abstractions;
using LCam.Evaluation;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Cli.Tests;

/// <summary>A store with numbers that nobody computed.</summary>
internal static class FilledStore
{
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
                Heartbeat = DateTimeOffset.UnixEpoch,
                Started = DateTimeOffset.UnixEpoch,
                Seconds = 60,
                Device = "cpu",
                Threads = 1,
                EnvironmentId = "e",
            };
            store.Runs.Save(run, "{}");
            store.Events.Append("run-started", run.Id);
            store.Provenance.Save(run.Id, new RunProvenance("{}", "{}"));
            store.Scores.Ingest(run.Id, stage.Kind == StageKind.Evaluate ? [.. Enumerable.Range(0, 10).Select(Image)] : [new SeedEntry("training", 1), .. Enumerable.Range(0, 50).Select(Step)]);
            var folder = lcam.PathOf("store", "stages", stage.Key, "1");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "journal.jsonl"), "");
            File.WriteAllText(Path.Combine(folder, "log.txt"), "a line\n");
            store.Scores.SaveArtifacts(run.Id, [new ArtifactRecord("journal.jsonl", "journal", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0)]);
            store.Runs.End(run with { State = RunState.Succeeded, Ended = DateTimeOffset.UnixEpoch.AddMinutes(1) }, "{}", [], null, "run-succeeded", []);
            runs.Add(run.Id);
        }

        return runs;
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
