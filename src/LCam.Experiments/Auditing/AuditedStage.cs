using System.Text.Json;
using System.Text.Json.Nodes;
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
        return kind switch
        {
            "evaluate" => stage.WithEvaluation(identity),
            "train" => stage with { Schedule = TrainingSchedule.Of(JsonNode.Parse(identity)!.AsObject()) },
            _ => stage,
        };
    }

    // The settings are canonical JSON: where their key is right, equal texts are equal values.
    private AuditedStage WithEvaluation(string identity)
    {
        using var document = JsonDocument.Parse(identity);
        var settings = document.RootElement.EnumerateObject().ToList();
        JsonElement? Setting(string name) => settings.Where(setting => setting.NameEquals(name)).Select(setting => (JsonElement?)setting.Value).FirstOrDefault();
        return this with
        {
            Measures = Shared(Setting("measures")?.GetRawText() ?? "null"),
            TrainKey = Setting("explainer") is { } explainer && explainer.TryGetProperty("stage", out var key) ? key.GetString() : null,
            Percentages = Setting("percentages")?.EnumerateArray().Select(value => value.GetDouble()).ToList(),
            Surroundings = Shared(string.Join(",", settings.Where(setting => !setting.NameEquals("explainer")))),
        };
    }

    // Nearly all stages have the same.
    private static string Shared(string text) => string.Intern(text);
}
