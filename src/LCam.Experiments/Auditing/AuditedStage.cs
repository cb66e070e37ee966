using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing;

/// <summary>What is kept of a stage while a store is audited: of a hundred thousand the whole settings would fill the memory.</summary>
internal sealed record AuditedStage
{
    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required string Label { get; init; }

    /// <summary>What the key should be.</summary>
    public required string IdentityHash { get; init; }

    /// <summary>Canonical JSON of the measures' definitions; null where the stage measures nothing.</summary>
    public string? Measures { get; init; }

    /// <summary>What an evaluation has beside its explainer: evaluations that agree in it may be compared.</summary>
    public string? Surroundings { get; init; }

    /// <summary>The shares that an evaluation measures at, ascending.</summary>
    public IReadOnlyList<double>? Percentages { get; init; }

    /// <summary>The training that an evaluated explainer comes from.</summary>
    public string? TrainKey { get; init; }

    /// <summary>How a training went through its images.</summary>
    public TrainingSchedule? Schedule { get; init; }

    public static AuditedStage Of(string key, string kind, string label, string identity)
    {
        var stage = new AuditedStage { Key = key, Kind = kind, Label = label, IdentityHash = ContentAddress.Of(identity) };
        if (JsonNode.Parse(identity) is not JsonObject settings)
        {
            return stage;
        }

        return kind switch
        {
            "evaluate" => stage with
            {
                Measures = Shared(CanonicalJson.Text(settings["measures"])),
                TrainKey = (string?)settings["explainer"]?["stage"],
                Percentages = settings["percentages"]?.AsArray().Select(value => (double)value!).ToList(),
                Surroundings = Shared(Without(settings, "explainer")),
            },
            "train" => stage with { Schedule = TrainingSchedule.Of(settings) },
            _ => stage,
        };
    }

    private static string Without(JsonObject settings, string name) =>
        CanonicalJson.Text(new JsonObject(settings.Where(pair => pair.Key != name).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))));

    // Nearly all stages have the same.
    private static string Shared(string text) => string.Intern(text);
}
