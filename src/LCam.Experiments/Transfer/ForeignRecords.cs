using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;

using Rules = System.Collections.Generic.Dictionary<string, (LCam.Experiments.Transfer.JsonShape Shape, bool Needed)>;

namespace LCam.Experiments.Transfer;

/// <summary>The JSON texts that a store keeps of a run: what determines its numbers, where it computed, where its numbers come from.</summary>
internal static class ForeignRecords
{
    private static readonly JsonShape Commit = new("a commit's id", node => node is JsonValue value && value.TryGetValue<string>(out var text) && GitRepository.IsCommit(text));

    private static readonly JsonShape Version = new("a version", node => node is JsonValue value && value.TryGetValue<int>(out var version) && version is >= 1 and <= 10_000);

    private static readonly JsonShape Percentages = new("a list of shares", node => node is JsonArray { Count: > 0 and <= 1_000 } shares && shares.All(share => share is JsonValue value && value.TryGetValue<double>(out var number) && number is >= 0 and <= 1));

    private static readonly Rules Gpu = new(StringComparer.Ordinal)
    {
        ["models"] = (JsonShape.Texts, false),
        ["driver"] = (JsonShape.Text.OrNull, false),
        ["libraries"] = (JsonShape.Texts, false),
        ["matmul-tf32"] = (JsonShape.Flag, false),
        ["cudnn-tf32"] = (JsonShape.Flag, false),
    };

    private static readonly Rules Environment = new(StringComparer.Ordinal)
    {
        ["program"] = (JsonShape.Text.OrNull, false),
        ["build"] = (JsonShape.Text, false),
        ["build-core"] = (JsonShape.Text, false),
        ["dotnet"] = (JsonShape.Text, false),
        ["os"] = (JsonShape.Text, false),
        ["processor"] = (JsonShape.Text.OrNull, false),
        ["processor-flags"] = (JsonShape.Text.OrNull, false),
        ["processors"] = (JsonShape.Count, false),
        ["torchsharp"] = (JsonShape.Text.OrNull, false),
        ["libtorch"] = (JsonShape.Text, false),
        ["libtorch-folder"] = (JsonShape.Text.OrNull, false),
        ["packages"] = (TextMap, false),
        ["device"] = (JsonShape.Text, false),
        ["threads"] = (JsonShape.Count, false),
        ["variables"] = (TextMap, false),
        ["gpu"] = (new JsonShape("a description of GPUs", node => node is JsonObject map && !ForeignJson.Problems(map, Gpu, JsonShape.Plain).Any()), false),
    };

    private static readonly Rules Source = new(StringComparer.Ordinal)
    {
        ["folder"] = (JsonShape.Place, false),
        ["extends"] = (new JsonShape("a map of files' SHA-256", node => node is JsonObject files && files.All(file => ForeignText.IsLine(file.Key, ArchiveLimits.Path) && ForeignJson.Fits(JsonShape.Digest, file.Value))), false),
        ["version-control"] = (JsonShape.Exactly("git", "none"), true),
        ["not-traced"] = (JsonShape.Text, false),
        ["root"] = (JsonShape.Place, false),
        ["commit"] = (Commit.OrNull, false),
        ["branch"] = (JsonShape.Place.OrNull, false),
        ["dirty"] = (JsonShape.Flag, false),
        ["changed-files"] = (JsonShape.Texts, false),
        ["diff"] = (JsonShape.Text.OrNull, false),
        ["diff-sha256"] = (JsonShape.Digest.OrNull, false),
    };

    private static readonly Rules File = new(StringComparer.Ordinal)
    {
        ["file"] = (JsonShape.Place, true),
        ["sha256"] = (JsonShape.Digest, true),
    };

    private static readonly Rules Images = new(StringComparer.Ordinal)
    {
        ["folder"] = (JsonShape.Place, true),
        ["list"] = (JsonShape.Place, true),
        ["list-sha256"] = (JsonShape.Digest, true),
        ["limit"] = (JsonShape.Count.OrNull, false),
        ["count"] = (JsonShape.Count, true),
        ["root"] = (JsonShape.Digest, true),
    };

    // A key for each kind of stage that has to be there, beside those that all have.
    private static readonly Dictionary<StageKind, string[]> Identities = new()
    {
        [StageKind.Classifier] = ["classifier", "evaluation"],
        [StageKind.Train] = ["training", "variant", "loss", "seed"],
        [StageKind.Explain] = ["explainer", "evaluation"],
        [StageKind.Measure] = ["explainer", "evaluation", "percentages", "measures"],
        [StageKind.Sanity] = ["explainer", "evaluation", "sanity"],
    };

    private static JsonShape TextMap => new("a map of texts", node => node is JsonObject map && map.All(child => ForeignJson.Fits(JsonShape.Text.OrNull, child.Value)));

    /// <summary>What is wrong with the description of where a run computed.</summary>
    public static IEnumerable<string> OfEnvironment(string text) => Problems("environment", text, ArchiveLimits.Environment, Environment);

    /// <summary>What is wrong with the description of the folder that a run's spec lay in.</summary>
    public static IEnumerable<string> OfSource(string text)
    {
        var problems = Problems("source", text, ArchiveLimits.Source, Source).ToList();
        return problems.Count > 0 || ForeignJson.Map(text) is not { } map || (string?)map["version-control"] != "git" || (map.ContainsKey("root") && map.ContainsKey("dirty"))
            ? problems
            : ["the source of a git repository has no root, or does not say whether it was changed"];
    }

    /// <summary>What is wrong with the description of a run's inputs.</summary>
    public static IEnumerable<string> OfInputs(string text)
    {
        if (text.Length > ArchiveLimits.Inputs || ForeignJson.Map(text) is not { } inputs)
        {
            return ["its inputs are no JSON map, or too long"];
        }

        return inputs.SelectMany(input => input.Value is JsonObject map && ForeignText.IsLine(input.Key, ArchiveLimits.Name)
            ? ForeignJson.Problems(map, map.ContainsKey("file") ? File : Images, JsonShape.Plain).Select(problem => $"its input {ForeignText.Shown(input.Key)}: {problem}")
            : [$"its input {ForeignText.Shown(input.Key)} is no description"]);
    }

    /// <summary>What is wrong with what determines a stage's numbers.</summary>
    public static IEnumerable<string> OfIdentity(string text, StageKind kind)
    {
        if (text.Length > ArchiveLimits.Identity || ForeignJson.Map(text) is not { } identity)
        {
            return ["its settings are no JSON map, nested too deep, have a key twice, or are too long"];
        }

        if (Canonical(identity) != text)
        {
            return ["its settings are not in canonical form"];
        }

        var rules = new Rules(StringComparer.Ordinal)
        {
            ["kind"] = (JsonShape.Exactly(kind.Name()), true),
            ["version"] = (Version, true),
            ["backbone"] = (JsonShape.Map, true),
            ["images"] = (JsonShape.Map, true),
        };
        foreach (var key in Identities[kind])
        {
            rules.Add(key, (key == "percentages" ? Percentages : Anything, true));
        }

        var problems = ForeignJson.Problems(identity, rules, Anything).ToList();
        if (Stages(identity).Any(stage => !ForeignText.IsDigest(stage)))
        {
            problems.Add("a stage that it needs has no key");
        }

        return problems.Select(problem => $"its settings: {problem}");
    }

    /// <summary>The stages that an identity names; null for what is no text.</summary>
    public static IEnumerable<string?> Stages(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(child => child.Key == "stage" && child.Value is JsonValue value ? [value.TryGetValue<string>(out var key) ? key : null] : Stages(child.Value)),
        JsonArray items => items.SelectMany(Stages),
        _ => [],
    };

    private static JsonShape Anything => new("a value", _ => true);

    // A number that no double holds, or half a character, has no canonical form.
    private static string? Canonical(JsonObject value)
    {
        try
        {
            return CanonicalJson.Text(value);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Problems(string what, string text, int longest, Rules rules) => text.Length > longest || ForeignJson.Map(text) is not { } map
        ? [$"its {what} is no JSON map, or too long"]
        : ForeignJson.Problems(map, rules, JsonShape.Plain).Select(problem => $"its {what}: {problem}");
}
