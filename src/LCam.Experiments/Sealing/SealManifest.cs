using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;

namespace LCam.Experiments.Sealing;

/// <summary>What a seal says, as JSON: where the chain of events stood, and what the experiment consisted of.</summary>
internal static class SealManifest
{
    public const string Format = "lcam-seal";

    /// <summary>
    /// 1: each run's event and files, so that the chain is needed to know its numbers.
    /// 2: also the digests of its rows, its environment and provenance, the stages, the spec's place and the named tables.
    /// </summary>
    public const int Version = 2;

    /// <summary>What the file's name ends with, behind the experiment's name.</summary>
    public const string FileSuffix = ".seal.json";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] FirstOfRun = ["event", "artifacts"];
    private static readonly string[] First = ["experiment", "spec-sha256", "resolved-sha256", "table-sha256", "cells", "runs"];

    /// <summary>The text of a seal, ending with a line feed.</summary>
    /// <param name="content">The cells, runs and tables that it seals.</param>
    public static string Text(JsonObject content, string time, long sequence, string hash) => new JsonObject
    {
        ["format"] = Format,
        ["version"] = Version,
        ["sealed"] = time,
        ["chain"] = new JsonObject { ["sequence"] = sequence, ["hash"] = hash },
        ["content"] = content.DeepClone(),
    }.ToJsonString(Options) + "\n";

    /// <summary>Whether a seal seals this content, as far as seals of its version do.</summary>
    public static bool Seals(string manifest, JsonObject content, out int version)
    {
        version = 0;
        if (Parse(manifest) is not { } parsed)
        {
            return false;
        }

        version = parsed["version"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;
        return CanonicalJson.Hash(parsed["content"]) == CanonicalJson.Hash(version == 1 ? FirstVersion(content) : content);
    }

    /// <summary>Where the chain stood for a seal; 0 where the text is none.</summary>
    public static long Head(string manifest) => Parse(manifest)?["chain"]?["sequence"] is JsonValue value && value.TryGetValue<long>(out var sequence) ? sequence : 0;

    private static JsonObject FirstVersion(JsonObject content)
    {
        var first = Only(content, First);
        foreach (var (run, sealedRun) in first["runs"]!.AsObject().ToList())
        {
            first["runs"]![run] = Only(sealedRun!.AsObject(), FirstOfRun);
        }

        return first;
    }

    private static JsonObject Only(JsonObject whole, string[] names) =>
        new(whole.Where(part => names.Contains(part.Key)).Select(part => KeyValuePair.Create(part.Key, part.Value?.DeepClone())));

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
