using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Recorded;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Checklists;

/// <summary>What the lines of a checklist are answered from.</summary>
internal sealed class ChecklistFacts(ExperimentSpec spec, RecordedExperiment recorded, ExperimentStore store)
{
    private const int ShownRuns = 3;

    public ExperimentSpec Spec => spec;

    public RecordedExperiment Recorded => recorded;

    public ExperimentStore Store => store;

    /// <summary>The spec's file, wherever it lies.</summary>
    public string SpecName => Path.GetFileName(recorded.Record.SpecPath);

    /// <summary>The rows of the experiment's table.</summary>
    public IReadOnlyList<RowSource> Rows { get; } = RowSource.All(spec, spec.Cells);

    /// <summary>The runs whose numbers count.</summary>
    public IReadOnlyList<RecordedRun> Runs { get; } = [.. recorded.Succeeded];

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

    /// <summary>The settings of all stages of a kind.</summary>
    public IEnumerable<JsonObject> Settings(string kind) => recorded.Stages.Where(stage => stage.Kind == kind).Select(stage => StoredJson.Parse(stage.Identity)).OfType<JsonObject>();

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
