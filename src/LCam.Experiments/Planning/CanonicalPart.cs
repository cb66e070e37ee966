using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LCam.Experiments.Planning;

/// <summary>The canonical text of a value that is a part of many others.</summary>
/// <param name="Utf8">The text.</param>
internal sealed record CanonicalPart(byte[] Utf8)
{
    // Looking it up for each node would cost more than the rest of making one.
    private static readonly JsonTypeInfo<CanonicalPart> Type = (JsonTypeInfo<CanonicalPart>)JsonSerializerOptions.Default.GetTypeInfo(typeof(CanonicalPart));

    /// <summary>A node that is written as the text; any number can be made, for a node has one place only.</summary>
    public JsonNode Node() => JsonValue.Create(this, Type)!;
}
