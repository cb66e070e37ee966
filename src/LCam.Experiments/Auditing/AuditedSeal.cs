using System.Text.Json;
using LCam.Experiments.Sealing;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>A seal of an experiment; nothing in it is believed but what a signature covers.</summary>
/// <param name="Sequence">Of the event that tells of it; 0 where none does.</param>
/// <param name="Text">The manifest in UTF-8: that of a large experiment has tens of megabytes, and is kept once.</param>
/// <param name="SealPath">Its file; null where it has none.</param>
/// <param name="TablePath">The table's file as the store has it; null where there is none.</param>
internal sealed record AuditedSeal(long Sequence, string Experiment, string ManifestId, byte[] Text, string? SealPath, string? TablePath)
{
    private readonly Lazy<JsonElement?> _manifest = new(() => Parse(Text));

    /// <summary>See <see cref="SealManifest.Version"/>; 0 where the manifest cannot be read.</summary>
    public int Version => _manifest.Value is { } manifest && manifest.TryGetProperty("version", out var version) && version.TryGetInt32(out var number) ? number : 0;

    /// <summary>Where the chain stood; null where the manifest cannot be read.</summary>
    public JsonElement? Chain => Part("chain");

    /// <summary>What was sealed; null where the manifest cannot be read.</summary>
    public JsonElement? Content => Part("content");

    /// <summary>Whether a file's content is the manifest.</summary>
    public bool Is(byte[] content) => Text.AsSpan().SequenceEqual(content);

    /// <summary>A text in <see cref="Content"/>; null where there is none.</summary>
    public string? Hash(string name) => Content is { } content && content.TryGetProperty(name, out var hash) && hash.ValueKind == JsonValueKind.String ? hash.GetString() : null;

    /// <summary>The sealed cells, in order; none where the manifest cannot be read.</summary>
    public IEnumerable<JsonElement> Cells() => Content is { } content && content.TryGetProperty("cells", out var cells) ? cells.EnumerateArray() : [];

    /// <summary>The sealed runs by id; none where the manifest cannot be read.</summary>
    public IEnumerable<JsonProperty> Runs() => Members("runs");

    /// <summary>The id of the environment in which a run computed; null where the seal does not tell.</summary>
    public string? EnvironmentOf(string run) =>
        Run(run) is { } sealedRun && sealedRun.TryGetProperty("environment", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    /// <summary>The digest of a run's rows in a table; null where it had none there, or the seal does not tell.</summary>
    public Digest? DigestOf(string run, string table) =>
        Digests(run) is { } digests && digests.TryGetProperty(table, out var digest) && digest.ValueKind == JsonValueKind.String ? Digest.Parse(digest.GetString()) : null;

    /// <summary>Whether the seal has the digests of a run's rows.</summary>
    public bool Has(string run) => Digests(run) is not null;

    private JsonElement? Digests(string run) =>
        Run(run) is { } sealedRun && sealedRun.TryGetProperty("digests", out var digests) && digests.ValueKind == JsonValueKind.Object ? digests : null;

    private JsonElement? Run(string id) =>
        Content is { } content && content.TryGetProperty("runs", out var runs) && runs.ValueKind == JsonValueKind.Object
        && runs.TryGetProperty(id, out var sealedRun) && sealedRun.ValueKind == JsonValueKind.Object ? sealedRun : null;

    /// <summary>The sealed stages by key; none in seals of the first version.</summary>
    public IEnumerable<JsonProperty> Stages() => Members("stages");

    /// <summary>The tables that have a file: name, file and hash; the main table's name is null.</summary>
    public IEnumerable<(string? Name, string File, string? Sha256)> Tables()
    {
        if ((Version < SealManifest.Version ? TablePath : Place("table")) is { } main)
        {
            yield return (null, main, Hash("table-sha256"));
        }

        foreach (var table in Members("tables"))
        {
            yield return (table.Name, SealPaths.File(SealPath ?? "/", table.Value.GetProperty("file").GetString()!), table.Value.GetProperty("sha256").GetString());
        }
    }

    /// <summary>The file that the seal names so; null where it names none.</summary>
    public string? Place(string name) => Hash(name) is { } file && SealPath is not null ? SealPaths.File(SealPath, file) : null;

    private IEnumerable<JsonProperty> Members(string name)
    {
        if (Content is { } content && content.TryGetProperty(name, out var members))
        {
            foreach (var member in members.EnumerateObject())
            {
                yield return member;
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
