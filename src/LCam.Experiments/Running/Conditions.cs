using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Running;

/// <summary>
/// What of an environment can move numbers: stretches of one run that differ in it are mixed. The kernel, the number of
/// processors and where libraries lie are recorded too, and move none.
/// </summary>
internal static class Conditions
{
    private const int LongestValue = 60;

    private static readonly string[] Facts = ["device", "gpu", "threads", "processor", "processor-flags", "dotnet", "torchsharp", "libtorch", "packages"];
    private static readonly string[] Build = ["program", "build", "build-core"];

    // Of the runtime's own variables those that only concern its tools and where it lies.
    private static readonly string[] SilentVariables = ["DOTNET_CLI_", "DOTNET_NOLOGO", "DOTNET_ROOT", "DOTNET_RUNNING_IN_"];

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
            .. Variables(old["variables"] as JsonObject, recent["variables"] as JsonObject, words),
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
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Variables(JsonObject? then, JsonObject? now, (string Then, string Now) words) =>
        (then ?? []).Select(variable => variable.Key).Union((now ?? []).Select(variable => variable.Key))
            .Where(name => !SilentVariables.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(name => !JsonNode.DeepEquals(then?[name], now?[name]))
            .Order(StringComparer.Ordinal)
            .Select(name => Text($"variable {name}", then?[name], now?[name], words));

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
