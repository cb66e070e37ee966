using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Experiments.Listing;

/// <summary>Every run of a store as one list, with what can be asked of each.</summary>
public sealed class RunList
{
    /// <summary>The columns that every run has, beside its measures.</summary>
    public static readonly IReadOnlyList<string> Fixed =
    [
        "run", "state", "kind", "stage", "key", "experiment", "backbone", "variant", "loss", "protocol", "seed", "explainer", "attempt",
        "started", "ended", "seconds", "device", "threads", "host", "failure", "tag", "note",
    ];

    private static readonly HashSet<string> Numbers = ["seed", "attempt", "seconds", "threads"];

    private readonly HashSet<string> _measures;

    private RunList(IReadOnlyList<ListedRun> runs)
    {
        Runs = runs;
        _measures = [.. runs.SelectMany(run => run.Measures.Keys)];
    }

    /// <summary>The runs, by their start.</summary>
    public IReadOnlyList<ListedRun> Runs { get; }

    /// <summary>All columns: the fixed ones, the settings of trainings, and the measures that any run has, as <c>measure</c> or <c>measure@percentage</c>.</summary>
    public IReadOnlyList<string> Columns => [.. Fixed, .. TrainingColumns.All, .. _measures.Order(StringComparer.Ordinal)];

    /// <summary>Reads all of it.</summary>
    public static RunList Read(ExperimentStore store)
    {
        var runs = store.Runs.All();
        var ids = runs.Select(run => run.Id).ToList();
        var stages = store.Experiments.Names([.. runs.Select(run => run.StageKey).Distinct()]);
        var places = RunPlaces.Read(store);
        var summaries = store.Summaries.Of([.. runs.Where(run => run.State == RunState.Succeeded && stages.GetValueOrDefault(run.StageKey)?.Kind == "measure").Select(run => run.Id)]);
        var labels = store.Labels.Of(ids);
        return new RunList([.. store.Adopted.All().Select(Adopted), .. runs.Select(run => new ListedRun(
            run,
            stages.GetValueOrDefault(run.StageKey) ?? new StageName(run.StageKey, "", ""),
            places.GetValueOrDefault(run.StageKey, new Dictionary<string, string>()),
            labels.GetValueOrDefault(run.Id, RunLabels.None),
            summaries.GetValueOrDefault(run.Id) is { } summary ? Measured(summary) : new Dictionary<string, double>()))]);
    }

    // Nobody knows when, where and how long it ran. What is started for us is its adoption.
    private static ListedRun Adopted(AdoptedRun run)
    {
        var record = StoredJson.Parse(run.Record);
        string Of(string name) => record?[name]?.ToString() ?? "";
        var measures = (record?["claims"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(claim => claim["measured"]?.GetValueKind() == JsonValueKind.Number && claim["percentage"]?.GetValueKind() == JsonValueKind.Number)
            .DistinctBy(claim => (claim["measure"]?.ToString(), (double)claim["percentage"]!))
            .Where(claim => MeasureRegistry.Known($"{claim["measure"]}") is { PerPercentage: true })
            .ToDictionary(claim => Column($"{claim["measure"]}", (double)claim["percentage"]!), claim => (double)claim["measured"]!, StringComparer.Ordinal);
        return ListedRun.OfAdopted(
            run,
            new StageName("", "train", $"{run.Name} (made elsewhere)"),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["backbone"] = Of("architecture"), ["variant"] = Of("variant"), ["loss"] = Of("loss"), ["protocol"] = "reference", ["explainer"] = "l-cam" },
            measures);
    }

    /// <summary>The column that a name means; <c>ad</c> and <c>ic</c> are short for the paper's measures. Null where there is none.</summary>
    public string? Find(string name)
    {
        var parts = name.Split('@', 2);
        var measure = parts[0] switch { "ad" => "average-drop", "ic" => "increase-in-confidence", "tags" => "tag", var other => other };
        if (parts.Length == 1)
        {
            return Fixed.Contains(measure) || TrainingColumns.All.Contains(measure) || _measures.Contains(measure) ? measure : null;
        }

        // One that the measure could have, and no run has, is no mistake: it lists nothing.
        return double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percentage) && percentage is >= 0 and <= 1 && MeasureRegistry.Known(measure) is { PerPercentage: true }
            ? Column(measure, percentage)
            : null;
    }

    /// <summary>Whether a column's values are numbers.</summary>
    public static bool IsNumber(string column) => Numbers.Contains(column) || TrainingColumns.IsNumber(column) || !(Fixed.Contains(column) || TrainingColumns.All.Contains(column));

    private static Dictionary<string, double> Measured(ScoreSummary summary)
    {
        var measured = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var at in summary.Percentages)
        {
            foreach (var measure in MeasureRegistry.All.Where(measure => measure.OfSummary is not null))
            {
                measured[Column(measure.Id, at.Percentage)] = measure.OfSummary!(at);
            }
        }

        foreach (var measure in summary.Measures.Where(measure => measure.Mean is not null))
        {
            measured[measure.Id] = measure.Mean!.Value;
        }

        return measured;
    }

    private static string Column(string measure, double percentage) => string.Create(CultureInfo.InvariantCulture, $"{measure}@{percentage}");
}
