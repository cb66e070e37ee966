using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Cli.Rendering;
using LCam.Evaluation;
using LCam.Experiments.Environments;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Cli.Commands;

/// <summary><c>lcam show ID</c>: all that the store knows of a run or a stage.</summary>
internal static class ShowCommand
{
    private const int LogLines = 20;
    private const int MostClasses = 10;

    public static Command Create(CliContext context)
    {
        var id = SharedOptions.RunId();
        var store = new StoreOption(hasSpec: false);
        var json = SharedOptions.Json();
        var verb = new Command("show", "show a run: settings, state, metrics, files, log") { id, store, json };
        verb.SetAction(parsed =>
        {
            using var opened = store.OpenExisting(context, parsed, spec: null);
            if (opened.Adopted.Find(parsed.GetRequiredValue(id), "ID") is { } adopted)
            {
                Print(context, opened, adopted, parsed.GetValue(json));
                return ExitCodes.Ok;
            }

            var run = RunLookup.Find(opened, parsed.GetRequiredValue(id), "ID");
            if (parsed.GetValue(json))
            {
                ResultJson.Print(context, Describe(context, opened, run));
            }
            else
            {
                Print(context, opened, run);
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void Print(CliContext context, ExperimentStore store, AdoptedRun run, bool json)
    {
        if (json)
        {
            ResultJson.Print(context, AdoptedText.Describe(store, run));
        }
        else
        {
            AdoptedText.Print(context, store, run);
        }
    }

    private static object Describe(CliContext context, ExperimentStore store, RunRecord run) => new
    {
        Run = run,
        store.Labels.Of(run.Id).Tags,
        store.Labels.Of(run.Id).Note,
        Stage = store.Experiments.Stages([run.StageKey])[run.StageKey].Label,
        Identity = StoredJson.Parse(store.Experiments.Stages([run.StageKey])[run.StageKey].Identity),
        Inputs = store.Provenance.Of(run.Id) is { } provenance ? StoredJson.Parse(provenance.Inputs) : null,
        Seeds = store.Scores.Seeds(run.Id),
        Stretches = store.Environments.StretchesOf(run.Id).Select(stretch => new { stretch.First, Environment = stretch.EnvironmentId, stretch.Host }),
        Mixed = Stretches.Mixture(store.Environments.StretchesOf(run.Id)),
        Epochs = store.Scores.Metrics(run.Id, "epoch"),
        Metrics = store.Scores.Metrics(run.Id, "run"),
        Classes = Order(context, store, run)?.Images.ClassNames(),
        Images = store.Scores.Images(run.Id).Select(Image),
        Layers = store.Scores.Layers(run.Id),
        Checkpoints = store.Scores.Checkpoints(run.Id),
        Artifacts = store.Scores.Artifacts(run.Id),
    };

    // As in a table's JSON, what is taken by default has members of its own.
    private static JsonObject Image(ImageScore score)
    {
        var image = JsonSerializer.SerializeToNode(score with { Measures = null }, ResultJson.Options)!.AsObject();
        image.Remove("measures");
        foreach (var measure in MeasureRegistry.TakenByDefault)
        {
            image[measure.Id] = score.Measures?.GetValueOrDefault(measure.Id);
        }

        var asked = score.Measures?.Where(measure => MeasureRegistry.Known(measure.Key)?.TakenByDefault != true).ToDictionary();
        image["measures"] = asked is { Count: > 0 } ? JsonSerializer.SerializeToNode(asked, ResultJson.Options) : null;
        return image;
    }

    private static void Print(CliContext context, ExperimentStore store, RunRecord run)
    {
        var stage = store.Experiments.Stages([run.StageKey])[run.StageKey];
        var folder = new StageFolder(context.FileSystem, store.Folder, run.StageKey, run.Attempt);
        var facts = new TextTable("run", run.Id);
        facts.Add("stage", stage.Label);
        facts.Add("key", run.StageKey);
        facts.Add("state", run.State.ToString().ToLowerInvariant());
        if (store.Labels.Of(run.Id).Text is { Length: > 0 } said)
        {
            facts.Add("tags, note", said);
        }

        facts.Add("started", run.Started.ToString("u", CultureInfo.InvariantCulture));
        facts.Add("ended", run.Ended?.ToString("u", CultureInfo.InvariantCulture) ?? "");
        facts.Add("time", StageProgress.Duration(TimeSpan.FromSeconds(run.Seconds)));
        var stretches = store.Environments.StretchesOf(run.Id);
        facts.Add("where", string.Create(CultureInfo.InvariantCulture, $"{(stretches.Count == 0 ? null : stretches[^1].Host) ?? run.Host}, {run.Device}, {run.Threads} threads"));
        if (run.Job is { } job)
        {
            facts.Add("job", $"{job.Id} of {job.Engine}");
        }

        if (Recorded(store, run) is { } recorded)
        {
            facts.Add("maps made elsewhere", $"{recorded["file"]} (SHA-256 {recorded["sha256"]})");
        }

        if (Order(context, store, run)?.Images.ClassNames() is { } classes)
        {
            var more = classes.Count > MostClasses ? string.Create(CultureInfo.InvariantCulture, $" and {classes.Count - MostClasses} more (--json lists them)") : "";
            facts.Add("classes", string.Join(", ", classes.Take(MostClasses)) + more);
        }

        foreach (var stretch in stretches)
        {
            facts.Add(stretch == stretches[0] ? "stretches" : "", $"from {Unit(stage.Kind)} {Stretches.Tell(stretch)}");
        }

        if (Stretches.Mixture(stretches) is { Count: > 0 } mixture)
        {
            facts.Add("mixed", string.Join("; ", mixture));
        }

        facts.Add("folder", folder.Path);
        if (run.FailureMessage is { } failure)
        {
            var lines = $"{run.FailureKind}: {failure}".TrimEnd().ReplaceLineEndings("\n").Split('\n');
            for (var line = 0; line < lines.Length; line++)
            {
                facts.Add(line == 0 ? "failure" : "", lines[line]);
            }
        }

        context.Out.Write(facts.Render());
        context.Out.WriteLine();
        context.Out.Write(StoredJson.Parse(stage.Identity)!.ToJsonString(ResultJson.Options) + "\n");
        PrintMetrics(context, store, run);
        foreach (var artifact in store.Scores.Artifacts(run.Id))
        {
            context.Out.WriteLine($"{artifact.Role}: {folder.PathOf(artifact.Path)} ({artifact.Bytes} bytes, sha256 {artifact.Sha256})");
        }

        if (context.FileSystem.File.Exists(folder.LogPath))
        {
            context.Out.WriteLine();
            context.Out.WriteLine($"the log's end ({folder.LogPath}):");
            foreach (var line in context.FileSystem.File.ReadLines(folder.LogPath).TakeLast(LogLines))
            {
                context.Out.WriteLine("  " + line);
            }
        }
    }

    // What the run was told to do; null where its folder is gone.
    private static StageOrder? Order(CliContext context, ExperimentStore store, RunRecord run)
    {
        try
        {
            return new StageFolder(context.FileSystem, store.Folder, run.StageKey, run.Attempt).ReadOrder();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    // Where its maps come from, where another program made them.
    private static JsonObject? Recorded(ExperimentStore store, RunRecord run) =>
        store.Provenance.Of(run.Id) is { } provenance ? StoredJson.Parse(provenance.Inputs)?["maps made elsewhere"] as JsonObject : null;

    private static void PrintMetrics(CliContext context, ExperimentStore store, RunRecord run)
    {
        var epochs = store.Scores.Metrics(run.Id, "epoch").ToLookup(metric => metric.Epoch);
        foreach (var epoch in epochs)
        {
            context.Out.WriteLine($"epoch {epoch.Key}: {string.Join(", ", epoch.Select(Text))}");
        }

        foreach (var metric in store.Scores.Metrics(run.Id, "run"))
        {
            context.Out.WriteLine(Text(metric));
        }

        var images = store.Scores.Images(run.Id).Count;
        if (images > 0)
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{images} images measured (--json lists them)"));
        }

        var layers = store.Scores.Layers(run.Id).Count;
        if (layers > 0)
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"maps of {layers} random layers compared (--json lists them)"));
        }
    }

    private static string Unit(string kind) => kind switch { "explain" or "measure" => "image", "sanity" => "layer", _ => "step" };

    private static string Text(MetricRecord metric) => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:G6}");
}
