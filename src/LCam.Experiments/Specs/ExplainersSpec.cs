using System.Text.Json.Nodes;

namespace LCam.Experiments.Specs;

/// <summary>The explainers that a spec measures beside the trained ones.</summary>
public sealed record ExplainersSpec
{
    /// <summary>Registered ids: what is compared with, then controls; none twice.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>Maps that other programs made, in the order written; no name twice.</summary>
    public IReadOnlyList<RecordedMapsSpec> Recorded { get; init; } = [];

    /// <summary>Of those that draw random numbers.</summary>
    public required long Seed { get; init; }

    /// <summary>The parameters that are given, files left out, by explainer's id.</summary>
    public required IReadOnlyDictionary<string, JsonObject> Parameters { get; init; }

    /// <summary>The parameters that are files, by explainer's id and parameter's name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, SpecPath>> Files { get; init; }
}
