using System.Text.Json.Nodes;
using LCam.Experiments.Recorded;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Crates;

/// <summary>Describes the spec as a workflow, its stages as steps, and the program that executes them as tools.</summary>
/// <param name="extended">The files that the spec extends.</param>
internal sealed class CrateWorkflow(CrateGraph graph, RecordedExperiment content, IReadOnlyList<ExtendedFile> extended)
{
    public const string Program = "#lcam";

    private const string Software = "SoftwareApplication";
    private const string Language = "#spec-language";

    private static readonly (string Key, string Id, string Name)[] Libraries =
        [("dotnet", "#dotnet", ".NET"), ("torchsharp", "#torchsharp", "TorchSharp"), ("libtorch", "#libtorch", "libtorch")];

    /// <summary>The spec's path in the crate.</summary>
    public string Path => CrateFiles.PathOfSpec(content.Record);

    /// <summary>What metadata call it.</summary>
    public string Id => CratePaths.Id(Path);

    /// <summary>The tool that executes stages of a kind.</summary>
    public static string ToolOf(StageRecord stage) => $"#tool-{Uri.EscapeDataString(stage.Kind)}";

    /// <summary>A stage as a step.</summary>
    public static string StepOf(StageRecord stage) => $"#step-{Uri.EscapeDataString(stage.Key)}";

    public void Add(CrateFileFacts facts)
    {
        var kinds = content.Stages.DistinctBy(stage => stage.Kind).ToList();
        graph.Add(
            Id,
            new JsonArray("File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"),
            ("name", $"Spec of {content.Record.Name}"),
            ("alternateName", System.IO.Path.GetFileName(content.Record.SpecPath)),
            ("encodingFormat", "application/yaml"),
            ("contentSize", FormattableString.Invariant($"{facts.Bytes}")),
            ("sha256", facts.Sha256),
            ("programmingLanguage", CrateGraph.To(Language)),
            ("isBasedOn", CrateGraph.To(extended.Select(file => CrateInputs.IdOf(file.Sha256)))),
            ("hasPart", CrateGraph.To(kinds.Select(ToolOf))),
            ("step", CrateGraph.To(content.Stages.Select(StepOf))));
        graph.Add(Language, "ComputerLanguage", ("name", "lcam experiment spec"), ("alternateName", "YAML"), ("description", "A YAML file that says which models are trained and measured, and how."));
        foreach (var file in extended)
        {
            graph.Add(
                CrateInputs.IdOf(file.Sha256),
                "File",
                ("name", file.Name),
                ("description", "A file that the spec extends: its text stands in the spec's copy, as comments after the spec's own."),
                ("encodingFormat", "application/yaml"),
                ("sha256", file.Sha256));
        }

        AddSoftware();
        foreach (var kind in kinds)
        {
            graph.Add(ToolOf(kind), Software, ("name", $"lcam: {kind.Kind}"), ("description", What(kind.Kind)), ("softwareVersion", Versions("program")));
        }

        foreach (var (place, stage) in content.Stages.Index())
        {
            graph.Add(StepOf(stage), "HowToStep", ("name", stage.Label), ("position", FormattableString.Invariant($"{place + 1}")), ("workExample", CrateGraph.To(ToolOf(stage))));
        }
    }

    private void AddSoftware()
    {
        var libraries = Libraries.Where(library => Versions(library.Key) is not null).ToList();
        graph.Add(
            Program,
            Software,
            ("name", "lcam"),
            ("description", "Plans, runs and records experiments with L-CAM."),
            ("softwareVersion", Versions("program")),
            ("softwareRequirements", CrateGraph.To(libraries.Select(library => library.Id))));
        foreach (var (key, id, name) in libraries)
        {
            graph.Add(id, Software, ("name", name), ("softwareVersion", Versions(key)));
        }
    }

    // Runs of one experiment may have been computed by several versions.
    private JsonNode? Versions(string key)
    {
        var versions = content.Runs.Select(run => run.Environment).Distinct()
            .Select(environment => (string?)StoredJson.Parse(environment)?[key]).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return versions switch
        {
            [] => null,
            [var only] => JsonValue.Create(only),
            _ => new JsonArray([.. versions.Select(version => JsonValue.Create(version))]),
        };
    }

    private static string What(string kind) => kind switch
    {
        "classifier" => "Trains a classifier from scratch.",
        "train" => "Trains an attention mechanism on a frozen classifier.",
        "explain" => "Explains images with one explainer and keeps the maps.",
        "measure" => "Explains images with one explainer and measures what muting the explanation changes.",
        _ => "Compares an explainer's maps with those of a network whose layers are randomised one after the other.",
    };
}
