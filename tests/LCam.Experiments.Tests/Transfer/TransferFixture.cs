using System.IO.Abstractions;
using System.Text.Json.Nodes;
using Dapper;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Store;
using LCam.Experiments.Transfer;

namespace LCam.Experiments.Tests.Transfer;

/// <summary>A store with an experiment whose only cell is done: a training, and a measuring that needs it, each with all files that a run leaves.</summary>
internal sealed class TransferFixture : IDisposable
{
    public const string Experiment = "moved";

    private static readonly FileSystem Files = new();

    private readonly StoreFixture _from = new();

    public TransferFixture()
    {
        var train = Identity("train", new JsonObject { ["training"] = new JsonObject(), ["variant"] = "fm", ["loss"] = "lcam", ["seed"] = 1 });
        var measure = Identity("measure", new JsonObject
        {
            ["explainer"] = new JsonObject { ["kind"] = "l-cam", ["stage"] = ContentAddress.Of(train) },
            ["evaluation"] = new JsonObject(),
            ["percentages"] = new JsonArray(0, 0.5),
            ["measures"] = new JsonObject(),
        });
        Store.Experiments.Record(
            new ExperimentRecord(Experiment, "e.yaml", "name: moved", """{"name":{"origin":"e.yaml:1","value":"moved"}}"""),
            [Stage("train", train), Stage("measure", measure)],
            [new CellRecord(0, "cell", ContentAddress.Of("f"), null, ContentAddress.Of(train), ContentAddress.Of(measure))]);
        Train = Finish(
            train, "train", new StretchEntry(0, """{"device":"cpu","threads":2}"""), new StretchEntry(1, """{"device":"cpu","threads":1}"""), new StartEntry(1, "steps", 0), new SeedEntry("training", 1), new StepEntry(0, 0, 4, new Dictionary<string, double> { ["loss"] = 1 / 3.0 }));
        Measure = Finish(measure, "measure", new StartEntry(2, "images", 0), StoreFixture.Image(0), StoreFixture.Image(1, 0.7, 0.9));

        // The other fixture's runs begin in an environment that no program has.
        using var connection = _from.Connect();
        connection.Execute("DELETE FROM environments WHERE id = '{}'");
    }

    public ExperimentStore Store => _from.Store;

    public StoreFixture Folder => _from;

    public RunRecord Train { get; }

    public RunRecord Measure { get; }

    public void Dispose() => _from.Dispose();

    /// <summary>Writes an archive with all of it.</summary>
    public ArchiveManifest Export(string path)
    {
        var selection = new RunSelection(Store);
        var experiment = selection.AddExperiment(Experiment);
        return new RunExporter(Store, Files).Write(selection.Runs, [experiment], path);
    }

    private static string Identity(string kind, JsonObject settings)
    {
        settings["kind"] = kind;
        settings["version"] = 1;
        settings["backbone"] = new JsonObject { ["architecture"] = "vgg16" };
        settings["images"] = new JsonObject { ["root"] = ContentAddress.Of("images") };
        return CanonicalJson.Text(settings);
    }

    private static StageRecord Stage(string kind, string identity) => new(ContentAddress.Of(identity), kind, $"{kind} one", identity);

    private RunRecord Finish(string identity, string kind, params JournalEntry[] entries)
    {
        var key = ContentAddress.Of(identity);
        const string environment = """{"device":"cpu","processor":"one","threads":1}""";
        var run = _from.Run(key, RunState.Running, entries: entries) with { EnvironmentId = ContentAddress.Of(environment) };
        var folder = new StageFolder(Files, Store.Folder, key, 1);
        File.Delete(folder.JournalPath);
        using (var journal = new JournalWriter(Files, folder.JournalPath, 0))
        {
            entries.ToList().ForEach(journal.Append);
        }

        File.WriteAllText(folder.OrderPath, $$"""{"format":4,"kind":"{{kind}}","key":"{{key}}"}""");
        List<ResultFile> left = [folder.Describe("journal.jsonl", "journal")];
        if (kind == "train")
        {
            File.WriteAllText(folder.PathOf("attention.safetensors"), "weights");
            left.Add(folder.Describe("attention.safetensors", "attention"));
        }

        folder.WriteResult(new StageResult(null, left));
        File.WriteAllText(folder.LogPath, "said something\n");
        left.AddRange([folder.Describe("stage.json", "order"), folder.Describe("result.json", "result")]);
        Store.Scores.SaveArtifacts(run.Id, [.. left.Select(file => new ArtifactRecord(file.Path, file.Role, file.Sha256, file.Bytes))]);
        Store.Runs.Save(run, environment);
        Store.Provenance.Save(run.Id, new RunProvenance(
            """{"folder":"/there","version-control":"none"}""",
            $$$"""{"train":{"count":2,"folder":"/there","limit":null,"list":"/there/list.txt","list-sha256":"{{{key}}}","root":"{{{key}}}"},"weights":{"file":"/there/w.pth","sha256":"{{{key}}}"}}"""));
        run = run with { State = RunState.Succeeded, Ended = _from.Clock.GetUtcNow() };
        Store.Runs.Save(run, environment);
        return run;
    }
}
