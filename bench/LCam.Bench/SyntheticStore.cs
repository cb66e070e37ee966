using System.Diagnostics;
using System.IO.Abstractions;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Bench;

/// <summary>A store as a very large and a common experiment would leave it, made by the store's own code.</summary>
/// <param name="Folder">The store.</param>
/// <param name="Large">The spec whose stages nearly fill it.</param>
/// <param name="Common">A spec of a dozen cells in the same store.</param>
internal sealed record SyntheticStore(string Folder, string Large, string Common)
{
    private const int CommonCells = 12;
    private const int CellsPerBlock = 200;

    /// <summary>The store in <paramref name="folder"/>, made where it is not there yet.</summary>
    public static SyntheticStore Make(string folder, int stages, long scores, Report report)
    {
        folder = Directory.CreateDirectory(Path.Combine(folder, FormattableString.Invariant($"{stages}-{scores}"))).FullName;
        var cells = Math.Max(stages / 2 / CellsPerBlock, 1) * CellsPerBlock;
        var images = (int)Math.Max(scores / SyntheticEntries.Percentages / cells, 1);
        var made = new SyntheticStore(
            Path.Combine(folder, "store"),
            SyntheticSpec.Write(folder, "large", cells, images),
            SyntheticSpec.Write(folder, "common", CommonCells, images));
        var whole = Path.Combine(folder, "whole");
        if (!File.Exists(whole))
        {
            if (Directory.Exists(made.Folder))
            {
                Directory.Delete(made.Folder, recursive: true);
            }

            made.Fill(images, report);
            File.WriteAllText(whole, "");
        }

        return made;
    }

    private void Fill(int images, Report report)
    {
        using var store = ExperimentStore.Open(Folder, TimeProvider.System);
        var files = new FileSystem();
        var (watch, entries, stages) = (Stopwatch.StartNew(), 0L, 0);
        foreach (var path in (string[])[Large, Common])
        {
            var spec = SpecReader.Read(path, [], _ => null, files);
            var plan = new Planner(store, new InputCatalog(null, null, CancellationToken.None), new ExecutionSettings("cpu", 1), HostIdentity.Current(), TimeProvider.System).Plan(spec);
            new ExperimentRunner(
                store, files, new ProgramRunner(), TimeProvider.System, new ExecutionSettings("cpu", 1), HostIdentity.Current(), Polly.ResiliencePipeline.Empty, new PassingFaults(_ => { })).Record(plan);
            foreach (var stage in plan.Stages.OrderBy(stage => stage.Key, StringComparer.Ordinal))
            {
                entries += Add(store, files, stage, images);
                if (++stages % 5000 == 0)
                {
                    Console.Error.WriteLine(FormattableString.Invariant($"{stages} stages, {entries} images, {watch.Elapsed.TotalSeconds:F0} s"));
                }
            }
        }

        report.Note($"a store of {stages:N0} stages and {entries * SyntheticEntries.Percentages:N0} image scores, made in", watch.Elapsed.TotalSeconds, "s");
        report.Note("its rows of scores a second, without journals", entries * SyntheticEntries.Rows(SyntheticEntries.Image(0)) / watch.Elapsed.TotalSeconds, "/s");
    }

    private static int Add(ExperimentStore store, FileSystem files, PlannedStage stage, int images)
    {
        var run = SyntheticRuns.Of(stage.Key, DateTimeOffset.UnixEpoch);
        var folder = new StageFolder(files, store.Folder, run.StageKey, run.Attempt);
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.JournalPath, "{}\n");
        File.WriteAllText(folder.ResultPath, "{}\n");
        store.Runs.Save(run with { State = RunState.Running }, "{}");
        var measured = stage.Kind == StageKind.Evaluate ? images : 0;
        store.Scores.Ingest(run.Id, [.. Enumerable.Range(0, measured).Select(image => SyntheticEntries.Image(image, stage.Key[0]))]);
        store.Provenance.Save(run.Id, new RunProvenance("{}", "{}"));
        store.Runs.End(run, "{}", [Artifact(folder, "journal.jsonl", "journal"), Artifact(folder, "result.json", "result")], null, "run-succeeded", []);
        return measured;
    }

    private static ArtifactRecord Artifact(StageFolder folder, string name, string role)
    {
        var file = folder.Describe(name, role);
        return new ArtifactRecord(file.Path, file.Role, file.Sha256, file.Bytes);
    }
}
