using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Adopting;
using LCam.Experiments.Store;

namespace LCam.Cli.Rendering;

/// <summary>Past runs, for people and for scripts: what was seen of one, and what the store has of one.</summary>
internal static class AdoptedText
{
    public static void Print(CliContext context, AdoptReport report)
    {
        context.Out.WriteLine($"{report.Model}: {report.Settings}");
        foreach (var snapshot in report.Run.Snapshots)
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {snapshot.Facts.Epoch}  step {snapshot.Facts.Counter}  sha256 {snapshot.Sha256}  {snapshot.Name}"));
        }

        foreach (var epoch in report.Run.Record.Sections.SelectMany(section => section.Epochs))
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}  {string.Join("  ", epoch.Values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key} {value.Value}")))}"));
        }

        foreach (var value in report.Measured)
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"percentage {value.Percentage}  {value.Measure}  claimed {value.Claimed}  measured {value.Measured}"));
        }

        foreach (var unknown in report.Unknown)
        {
            context.Out.WriteLine($"unknown  {unknown}");
        }

        foreach (var finding in report.Findings)
        {
            context.Out.WriteLine($"{finding.Id}  {finding.Severity.ToString().ToLowerInvariant()}  {finding.Subject}: {finding.Evidence} ({finding.Remedy})");
        }
    }

    public static void PrintJson(CliContext context, AdoptReport report, AdoptedRun? run) => ResultJson.Print(context, new
    {
        Adopted = run?.Id,
        report.Model,
        report.Run.Options.Epochs,
        report.Run.StepsPerEpoch,
        report.Run.Options.BatchSize,
        report.Run.Options.LearningRate,
        Seed = (long?)null,
        Snapshots = report.Run.Snapshots.Select(snapshot => new { File = snapshot.Name, snapshot.Sha256, snapshot.Facts.Epoch, snapshot.Facts.Counter, Arch = snapshot.Facts.Architecture }),
        Record = report.Run.Record.Sections.SelectMany(section => section.Epochs).Select(epoch => new { epoch.Epoch, epoch.Line, epoch.Values }),
        report.Measured,
        Unknown = report.Unknown.Select(unknown => unknown.ToString()),
        report.Findings,
    });

    /// <summary>All that the store has of an adopted run.</summary>
    public static object Describe(ExperimentStore store, AdoptedRun run) => new
    {
        run.Id,
        run.Name,
        MadeElsewhere = true,
        run.Adopted,
        Record = StoredJson.Parse(run.Record),
        Losses = run.Metrics,
        Files = run.Files.Select(file => new { file.Role, file.Name, file.Sha256, file.Bytes, FoundAt = file.Path, file.Kept, Path = Place(store, file) }),
    };

    public static void Print(CliContext context, ExperimentStore store, AdoptedRun run)
    {
        var record = (JsonObject)StoredJson.Parse(run.Record)!;
        var facts = new TextTable("run", run.Id);
        facts.Add("name", run.Name);
        facts.Add("model", $"{record["model"]}");
        facts.Add("state", "made elsewhere, by the reference's own scripts");
        facts.Add("adopted", run.Adopted.ToString("u", CultureInfo.InvariantCulture));
        facts.Add("steps per epoch", $"{record["steps-per-epoch"]}");
        foreach (var (start, settings) in record["starts"]!.AsObject())
        {
            facts.Add(start, "of the record, where the script began");
            foreach (var (name, setting) in settings!["settings"]!.AsObject())
            {
                facts.Add($"  {name}", $"{setting!["value"]}");
            }
        }

        foreach (var unknown in Items(record, "unknown"))
        {
            facts.Add($"{unknown["name"]}", $"unknown: {unknown["why"]}");
        }

        context.Out.Write(facts.Render());
        context.Out.WriteLine();
        foreach (var epoch in run.Metrics.GroupBy(metric => (metric.Line, metric.Epoch)))
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Key.Epoch}: {string.Join(", ", epoch.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:G6}")))}"));
        }

        foreach (var claim in Items(record, "claims"))
        {
            context.Out.WriteLine($"percentage {claim["percentage"]}  {claim["measure"]}  claimed {claim["claimed"]} ({claim["said-by"]})  measured {claim["measured"]}");
        }

        foreach (var finding in Items(record, "findings"))
        {
            context.Out.WriteLine($"accepted finding {finding["id"]}  {finding["subject"]}: {finding["evidence"]}");
        }

        PrintPlaces(context, store, run);
    }

    /// <summary>Where the run's files are: a spec's 'attentions' and 'explain --attention' take a snapshot's path.</summary>
    public static void PrintPlaces(CliContext context, ExperimentStore store, AdoptedRun run)
    {
        foreach (var file in run.Files)
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Role} {file.Name}: {Place(store, file)} ({file.Bytes} bytes, sha256 {file.Sha256}{(file.Kept ? "" : ", not kept")})"));
        }
    }

    private static string Place(ExperimentStore store, AdoptedFile file) => file.Kept ? Path.Combine(store.Folder, file.Copy) : file.Path;

    private static IEnumerable<JsonObject> Items(JsonObject record, string list) => record[list] is JsonArray items ? items.OfType<JsonObject>() : [];
}
