using System.Text.Json;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Transfer;

/// <summary>What a JSON value from elsewhere has to be.</summary>
/// <param name="Expected">In words.</param>
/// <param name="Fits">Whether a value is it; may throw where a text in it is none.</param>
internal sealed record JsonShape(string Expected, Func<JsonNode?, bool> Fits)
{
    private const int MostItems = 1_000_000;

    public static readonly JsonShape Text = new("a text", node => IsText(node, out var text) && !text.Contains('\0', StringComparison.Ordinal));

    /// <summary>A place on some machine: one line, for it is shown.</summary>
    public static readonly JsonShape Place = new("a path", node => IsText(node, out var text) && ForeignText.IsLine(text, ArchiveLimits.Path));

    public static readonly JsonShape Digest = new("a SHA-256", node => IsText(node, out var text) && ForeignText.IsDigest(text));

    public static readonly JsonShape Flag = new("true or false", node => node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False);

    public static readonly JsonShape Count = new("a number of things", node => node is JsonValue value && value.TryGetValue<long>(out var count) && count is >= 0 and <= int.MaxValue);

    public static readonly JsonShape Texts = new("a list of texts", node => node is JsonArray { Count: <= MostItems } items && items.All(item => Text.Fits(item)));

    public static readonly JsonShape Map = new("a map", node => node is JsonObject);

    /// <summary>What a later program may have added: a value, or a list or map of values.</summary>
    public static readonly JsonShape Plain = new("a plain value", node => node switch
    {
        JsonObject map => map.All(child => IsScalar(child.Value)),
        JsonArray items => items.All(IsScalar),
        _ => true,
    });

    public JsonShape OrNull => new($"{Expected}, or nothing", node => node is null || Fits(node));

    public static JsonShape Exactly(params string[] words) => new(string.Join(" or ", words), node => IsText(node, out var text) && words.Contains(text, StringComparer.Ordinal));

    private static bool IsText(JsonNode? node, out string text)
    {
        text = node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : "";
        return node?.GetValueKind() == JsonValueKind.String;
    }

    private static bool IsScalar(JsonNode? node) => node is null or JsonValue;
}

/// <summary>JSON texts from elsewhere: of a bounded depth, with no key twice, and each value of a known shape.</summary>
internal static class ForeignJson
{
    private const int Deepest = 32;

    private static readonly JsonDocumentOptions Strictly = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    /// <summary>The map that a text is; null where it is none.</summary>
    public static JsonObject? Map(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strictly) as JsonObject;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What is wrong with a map's values.</summary>
    /// <param name="known">Each key with its shape, and whether it has to be there.</param>
    /// <param name="others">The shape of values under other keys; null where there may be none.</param>
    public static IEnumerable<string> Problems(JsonObject map, IReadOnlyDictionary<string, (JsonShape Shape, bool Needed)> known, JsonShape? others)
    {
        foreach (var missing in known.Where(key => key.Value.Needed && !map.ContainsKey(key.Key)))
        {
            yield return $"'{missing.Key}' is missing in it";
        }

        foreach (var (key, value) in map)
        {
            var shape = known.TryGetValue(key, out var rule) ? rule.Shape : others;
            if (shape is null)
            {
                yield return $"{ForeignText.Shown(key)} is unknown in it";
            }
            else if (!ForeignText.IsLine(key, ArchiveLimits.Name) || !Fits(shape, value))
            {
                yield return $"{ForeignText.Shown(key)} in it is not {shape.Expected}";
            }
        }
    }

    /// <summary>Whether a value is of a shape; a half character in a text makes it none.</summary>
    public static bool Fits(JsonShape shape, JsonNode? value)
    {
        try
        {
            return shape.Fits(value);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
