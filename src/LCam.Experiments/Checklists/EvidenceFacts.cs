using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Recorded;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Checklists;

/// <summary>What is told of an experiment as evidence: gathered once from its store, so that each document is a writer of the same facts.</summary>
internal sealed class EvidenceFacts(ExperimentSpec spec, RecordedExperiment recorded, ExperimentStore store)
{
    /// <summary>What runs call a trained model that the store did not train.</summary>
    public const string TrainedElsewhere = "attention trained elsewhere";

    private const int ShownRuns = 3;

    public ExperimentSpec Spec => spec;

    public RecordedExperiment Recorded => recorded;

    /// <summary>The spec's file, wherever it lies.</summary>
    public string SpecName => Path.GetFileName(recorded.Record.SpecPath);

    /// <summary>SHA-256 of the spec's text, that of the files that it extends included.</summary>
    public string SpecSha256 => Provenance.ContentAddress.Of(recorded.Record.SpecText);

    /// <summary>The rows of the experiment's table.</summary>
    public IReadOnlyList<RowSource> Rows { get; } = RowSource.All(spec, spec.Cells);

    /// <summary>The explainers behind the rows, in the order of tables.</summary>
    public IReadOnlyList<MethodFacts> Methods { get; } = MethodFacts.Of(spec, recorded, store);

    /// <summary>The runs whose numbers count.</summary>
    public IReadOnlyList<RecordedRun> Runs { get; } = [.. recorded.Succeeded];

    /// <summary>What the runs cost, those that failed included.</summary>
    public ComputeFacts Compute { get; } = ComputeFacts.Of(recorded, store);

    /// <summary>The descriptions of where runs computed, each once.</summary>
    public IReadOnlyList<JsonObject> Environments { get; } =
        [.. recorded.Succeeded.SelectMany(run => run.Environments).Select(environment => environment.Text).Distinct().Select(text => StoredJson.Parse(text)).OfType<JsonObject>()];

    /// <summary>The folders that specs came from, as version control knew them, each once.</summary>
    public IReadOnlyList<JsonObject> Sources { get; } = Parsed(recorded.Succeeded.Select(run => run.Provenance?.Source));

    /// <summary>What runs read, by what it was to them; each once.</summary>
    public IReadOnlyList<(string Name, JsonObject Input)> Inputs { get; } =
    [
        .. Parsed(recorded.Succeeded.Select(run => run.Provenance?.Inputs))
            .SelectMany(inputs => inputs).Where(input => input.Value is JsonObject).Select(input => (input.Key, input.Value!.AsObject()))
            .DistinctBy(input => $"{input.Key} {CanonicalJson.Text(input.Item2)}"),
    ];

    /// <summary>How many evaluation images each label has; null where nothing was measured.</summary>
    public LabelCounts? Labels { get; } = LabelCounts.Of(recorded.Succeeded.FirstOrDefault(run => run.Stage.Kind == "measure"), store);

    /// <summary>Whether anything of the experiment is trained by lcam, attentions or classifiers.</summary>
    public bool Trains => spec.Cells.Any(cell => cell.Given is null || cell.Backbone.Classifier is not null);

    /// <summary>Whether a model of the experiment was trained elsewhere.</summary>
    public bool HasModelsFromElsewhere => spec.Cells.Any(cell => cell.Given is not null);

    /// <summary>The seeds of the trainings; a model that was trained elsewhere has none that the store knows.</summary>
    public IReadOnlyList<long> Seeds { get; } = [.. spec.Cells.Where(cell => cell.Given is null).Select(cell => cell.Seed).Distinct().Order()];

    /// <summary>The settings of all stages of a kind.</summary>
    public IEnumerable<JsonObject> Settings(string kind) => recorded.Stages.Where(stage => stage.Kind == kind).Select(stage => StoredJson.Parse(stage.Identity)).OfType<JsonObject>();

    /// <summary>The versions of a part of the program that runs had, in words.</summary>
    /// <param name="key">As environments call it.</param>
    public IReadOnlyList<string> Versions(string key) => Values(Environments.Select(environment => environment[key]));

    /// <summary>The different values that a setting has, as text; stages that lack it count for nothing.</summary>
    public static IReadOnlyList<string> Values(IEnumerable<JsonNode?> settings) =>
        [.. settings.OfType<JsonNode>().Select(value => value is JsonValue text && text.TryGetValue<string>(out var known) ? known : CanonicalJson.Text(value)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Texts after each other, with commas.</summary>
    public static string List(IEnumerable<string> texts) => string.Join(", ", texts);

    /// <summary>Some runs by id, and how many more there are.</summary>
    public static string Named(IReadOnlyList<RecordedRun> runs) => string.Create(
        CultureInfo.InvariantCulture,
        $"{List(runs.Take(ShownRuns).Select(run => run.Run.Id))}{(runs.Count > ShownRuns ? $" and {runs.Count - ShownRuns} more" : "")}");

    private static List<JsonObject> Parsed(IEnumerable<string?> texts) => [.. texts.OfType<string>().Distinct().Select(text => StoredJson.Parse(text)).OfType<JsonObject>()];
}

/// <summary>How many evaluation images each label has.</summary>
/// <param name="Run">The run that says so.</param>
internal sealed record LabelCounts(string Run, int Labels, int Least, int Most)
{
    public static LabelCounts? Of(RecordedRun? run, ExperimentStore store)
    {
        if (run is null)
        {
            return null;
        }

        var counts = store.Scores.Images(run.Run.Id).CountBy(image => image.Label).Select(label => label.Value).ToList();
        return counts.Count == 0 ? null : new LabelCounts(run.Run.Id, counts.Count, counts.Min(), counts.Max());
    }
}
