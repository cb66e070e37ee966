using System.Text.Json.Nodes;
using LCam.Experiments.Sealing;

namespace LCam.Experiments.Auditing;

/// <summary>An experiment's latest seal as the store has it.</summary>
internal sealed record AuditedSeal(long Sequence, string Experiment, string ManifestId, string Text, string? SealPath, string? TablePath)
{
    private JsonObject? _manifest;

    /// <summary>What it says; null where that cannot be read.</summary>
    public JsonObject? Manifest => _manifest ??= SealManifest.Parse(Text);

    /// <summary>What was sealed.</summary>
    public JsonNode? Content => Manifest?["content"];
}
