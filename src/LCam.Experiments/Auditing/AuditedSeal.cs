using System.Text;
using System.Text.Json;

namespace LCam.Experiments.Auditing;

/// <summary>An experiment's latest seal as the store has it.</summary>
/// <param name="Text">The manifest in UTF-8: that of a large experiment has tens of megabytes, and is kept once.</param>
internal sealed record AuditedSeal(long Sequence, string Experiment, string ManifestId, byte[] Text, string? SealPath, string? TablePath)
{
    private readonly Lazy<JsonElement?> _manifest = new(() => Parse(Text));

    /// <summary>Where the chain stood; null where the manifest cannot be read.</summary>
    public JsonElement? Chain => Part("chain");

    /// <summary>What was sealed; null where the manifest cannot be read.</summary>
    public JsonElement? Content => Part("content");

    /// <summary>Whether a file's text is the manifest's.</summary>
    public bool Is(string text) => Text.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text));

    /// <summary>A hash in <see cref="Content"/>; null where there is none.</summary>
    public string? Hash(string name) => Content is { } content && content.TryGetProperty(name, out var hash) ? hash.GetString() : null;

    /// <summary>The sealed cells, in order; none where the manifest cannot be read.</summary>
    public IEnumerable<JsonElement> Cells()
    {
        if (Content is { } content && content.TryGetProperty("cells", out var cells))
        {
            foreach (var cell in cells.EnumerateArray())
            {
                yield return cell;
            }
        }
    }

    /// <summary>The sealed runs by id; none where the manifest cannot be read.</summary>
    public IEnumerable<JsonProperty> Runs()
    {
        if (Content is { } content && content.TryGetProperty("runs", out var runs))
        {
            foreach (var run in runs.EnumerateObject())
            {
                yield return run;
            }
        }
    }

    private JsonElement? Part(string name) => _manifest.Value is { } manifest ? manifest.GetProperty(name) : null;

    private static JsonElement? Parse(byte[] text)
    {
        try
        {
            var manifest = JsonDocument.Parse(text).RootElement;
            return IsObject(manifest, "content") && IsObject(manifest, "chain") ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsObject(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object;
}
