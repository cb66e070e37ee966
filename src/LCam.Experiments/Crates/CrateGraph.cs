using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Crates;

/// <summary>A crate's metadata: entities that refer to each other by id, none inside another (RO-Crate 1.3, JSON-LD flattened).</summary>
internal sealed class CrateGraph
{
    public const string FileName = "ro-crate-metadata.json";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<JsonObject> _entities = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Adds an entity, unless there is one of its id.</summary>
    /// <param name="type">One type, or several.</param>
    /// <param name="properties">In order; those that are null or empty are left out.</param>
    /// <returns>Its id.</returns>
    public string Add(string id, JsonNode type, params (string Name, JsonNode? Value)[] properties)
    {
        if (_ids.Add(id))
        {
            var entity = new JsonObject { ["@id"] = id, ["@type"] = type };
            foreach (var (name, value) in properties)
            {
                if (value is not (null or JsonArray { Count: 0 }))
                {
                    entity[name] = value;
                }
            }

            _entities.Add(entity);
        }

        return id;
    }

    /// <summary>A reference to an entity; null for none.</summary>
    public static JsonNode? To(string? id) => id is null ? null : new JsonObject { ["@id"] = id };

    /// <summary>References to entities, each once.</summary>
    public static JsonArray To(IEnumerable<string> ids) => [.. ids.Distinct().Select(id => (JsonNode?)To(id))];

    /// <summary>A moment as ISO 8601, in UTC, to the millisecond.</summary>
    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The metadata document, ending with a line feed.</summary>
    public string Text() => new JsonObject
    {
        ["@context"] = new JsonArray("https://w3id.org/ro/crate/1.3/context", "https://w3id.org/ro/terms/workflow-run/context"),
        ["@graph"] = new JsonArray([.. _entities]),
    }.ToJsonString(Options) + "\n";
}
