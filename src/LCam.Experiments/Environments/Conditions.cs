using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Environments;

/// <summary>
/// What of an environment can move numbers: stretches of one run that differ in it are mixed. The kernel and the number of
/// processors are recorded too, and move none.
/// </summary>
internal static class Conditions
{
    private const int LongestValue = 60;

    private static readonly string[] Facts = ["device", "gpu", "threads", "processor", "processor-flags", "dotnet", "torchsharp", "libtorch", "packages"];
    private static readonly string[] Build = ["program", "build", "build-core"];

    // A key that stands twice has no one value.
    private static readonly JsonDocumentOptions Strictly = new() { AllowDuplicateProperties = false };

    /// <summary>What differs, in words such as "threads 2 then, 1 now"; empty where nothing does.</summary>
    /// <param name="then">An environment as the store describes it; null where it does not.</param>
    /// <param name="now">Another.</param>
    /// <param name="words">What to call the two.</param>
    public static IReadOnlyList<string> Differences(JsonNode? then, JsonNode? now, (string Then, string Now) words)
    {
        var (old, recent) = (then as JsonObject, now as JsonObject);
        if (old is null || recent is null)
        {
            return old is null && recent is null ? [] : ["it is not known where it computed"];
        }

        return
        [
            .. Facts.Where(fact => !JsonNode.DeepEquals(old[fact], recent[fact])).Select(fact => Text(fact.Replace('-', ' '), old[fact], recent[fact], words)),
            .. (string[])(Build.Any(fact => !JsonNode.DeepEquals(old[fact], recent[fact])) ? ["another build of the program"] : []),
            .. Variables(old, recent, words),
        ];
    }

    /// <summary>What differs between any of these environments and the first; empty for what computed under the same conditions throughout.</summary>
    public static IReadOnlyList<string> Mixture(IReadOnlyList<JsonNode?> stretches) =>
        [.. stretches.Skip(1).SelectMany(stretch => Differences(stretches[0], stretch, ("first", "later"))).Distinct()];

    /// <summary>An environment's text as JSON; null where it is none.</summary>
    public static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strictly);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Variables(JsonObject old, JsonObject recent, (string Then, string Now) words)
    {
        var (then, now) = (old["variables"] as JsonObject, recent["variables"] as JsonObject);
        var isOneModel = HasOneModel(old) && HasOneModel(recent);
        return (then ?? []).Select(variable => variable.Key).Union((now ?? []).Select(variable => variable.Key))
            .Where(name => EnvironmentVariables.Matters(name) && !(isOneModel && EnvironmentVariables.ChoosesGpu(name)))
            .Where(name => !JsonNode.DeepEquals(then?[name], now?[name]))
            .Order(StringComparer.Ordinal)
            .Select(name => Text($"variable {name}", then?[name], now?[name], words));
    }

    // Whether it makes no difference which of the machine's GPUs computed: none did, or all are of one model.
    private static bool HasOneModel(JsonObject environment) => environment["gpu"] switch
    {
        null => true,
        JsonObject gpu when gpu["models"] is JsonArray { Count: > 0 } models => models.Select(model => model?.ToString()).Distinct().Count() == 1,
        _ => false,
    };

    private static string Text(string name, JsonNode? then, JsonNode? now, (string Then, string Now) words)
    {
        var (before, after) = (Value(then), Value(now));
        return before is null || after is null ? $"other {name}" : string.Create(CultureInfo.InvariantCulture, $"{name} {before} {words.Then}, {after} {words.Now}");
    }

    // Lists of flags or libraries are not read by people; their name has to do.
    private static string? Value(JsonNode? node) => node switch
    {
        null => "none",
        JsonValue value when value.ToString() is { Length: <= LongestValue } text => text,
        _ => null,
    };
}
