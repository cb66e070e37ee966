using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;

namespace LCam.Experiments.Sealing;

/// <summary>What a seal says, as JSON: where the chain of events stood, and what the experiment consisted of.</summary>
internal static class SealManifest
{
    public const string Format = "lcam-seal";
    public const int Version = 1;

    /// <summary>What the file's name ends with, behind the experiment's name.</summary>
    public const string FileSuffix = ".seal.json";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a seal, ending with a line feed.</summary>
    /// <param name="content">The cells, runs and table that it seals.</param>
    public static string Text(JsonObject content, string time, long sequence, string hash) => new JsonObject
    {
        ["format"] = Format,
        ["version"] = Version,
        ["sealed"] = time,
        ["chain"] = new JsonObject { ["sequence"] = sequence, ["hash"] = hash },
        ["content"] = content.DeepClone(),
    }.ToJsonString(Options) + "\n";

    /// <summary>Whether a seal seals this content.</summary>
    public static bool Seals(string manifest, JsonObject content) =>
        Parse(manifest) is { } parsed && CanonicalJson.Hash(parsed["content"]) == CanonicalJson.Hash(content);

    // Null where the text is no seal.
    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject manifest && manifest["content"] is JsonObject && manifest["chain"] is JsonObject ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
