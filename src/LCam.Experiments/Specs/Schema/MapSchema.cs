using System.Text.Json.Nodes;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Yaml;

namespace LCam.Experiments.Specs.Schema;

/// <summary>The schema of a map of keys.</summary>
internal static class MapSchema
{
    public static JsonObject Of(KeyTree tree, IReadOnlyList<string> requiredMaps)
    {
        if (tree.Any is not null)
        {
            return new JsonObject
            {
                ["type"] = "object",
                ["minProperties"] = 1,
                ["propertyNames"] = new JsonObject { ["pattern"] = $"^{ValueRule.NamePattern}$" },
                ["additionalProperties"] = Of(tree.Any, []),
            };
        }

        // What a file leaves out, one that it extends may give: only a file that extends none has to have all.
        string[] required = requiredMaps.Count == 0 ? [] : [.. requiredMaps, .. tree.Children.Where(child => child.Value.Key is { Required: true }).Select(child => child.Key)];
        var properties = new JsonObject();
        foreach (var (name, child) in tree.Children)
        {
            properties[name] = child.Key is { } key ? Leaf(key) : Of(child, []);
        }

        var schema = new JsonObject
        {
            // A map whose keys are all commented out is null in YAML.
            ["type"] = required.Length > 0 ? "object" : new JsonArray("object", "null"),
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Length > 0)
        {
            schema["if"] = new JsonObject { ["not"] = new JsonObject { ["required"] = new JsonArray(SpecFiles.ExtendsKey) } };
            schema["then"] = new JsonObject { ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]) };
        }

        return schema;
    }

    private static JsonObject Leaf(SpecKey key)
    {
        var schema = key.Shape switch
        {
            KeyShape.Single => ValueSchema.Of(key.Rule),
            KeyShape.List => ValueSchema.ListOf(key.Rule, mayBeEmpty: key.Segments[0] != "matrix", Item(key)),
            _ => Points(),
        };
        schema["description"] = key.Default.Length > 0 ? $"{key.Meaning} Default: {key.Default}." : key.Meaning;
        return schema;
    }

    private static JsonObject? Item(SpecKey key)
    {
        if (key.ItemKeys.Count == 0)
        {
            return null;
        }

        var properties = new JsonObject();
        foreach (var item in key.ItemKeys)
        {
            properties[item.Path] = Leaf(item);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. key.ItemKeys.Where(item => item.Required).Select(item => (JsonNode)item.Path)]),
        };
    }

    private static JsonObject Points()
    {
        var properties = new JsonObject();
        foreach (var (name, axis) in KeyTree.Root.Children["matrix"].Children.Where(child => child.Value.Key!.Shape == KeyShape.List))
        {
            properties[name] = name == SpecKeys.PercentageAxis
                ? ValueSchema.ListOf(axis.Key!.Rule, mayBeEmpty: false)
                : ValueSchema.Of(axis.Key!.Rule);
        }

        return new JsonObject
        {
            ["type"] = new JsonArray("array", "null"),
            ["items"] = new JsonObject
            {
                ["type"] = "object",
                ["minProperties"] = 1,
                ["properties"] = properties,
                ["additionalProperties"] = false,
            },
        };
    }
}
