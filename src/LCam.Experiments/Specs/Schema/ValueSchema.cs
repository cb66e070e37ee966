using System.Text.Json.Nodes;
using LCam.Experiments.Specs.Keys;

namespace LCam.Experiments.Specs.Schema;

/// <summary>The schema of one value, or of a list of such.</summary>
internal static class ValueSchema
{
    public const string Variable = "variable";

    /// <summary>A text with a variable in it, which may stand for anything.</summary>
    public static JsonObject VariableDefinition() => new() { ["type"] = "string", ["pattern"] = "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-.*)?\\}" };

    public static JsonObject Of(ValueRule rule) =>
        rule.Kind is ValueKind.Text or ValueKind.Path
            ? new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") }
            : new JsonObject { ["anyOf"] = new JsonArray(Literal(rule), new JsonObject { ["$ref"] = $"#/definitions/{Variable}" }) };

    /// <param name="item">The schema of maps that may be items; null where none may.</param>
    public static JsonObject ListOf(ValueRule rule, bool mayBeEmpty, JsonObject? item = null)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item is null ? Of(rule) : new JsonObject { ["anyOf"] = new JsonArray(Of(rule), item) } };
        if (!mayBeEmpty)
        {
            list["minItems"] = 1;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(list, Of(rule)) };
    }

    private static JsonObject Literal(ValueRule rule)
    {
        var schema = rule.Kind switch
        {
            ValueKind.Integer => new JsonObject { ["type"] = "integer" },
            ValueKind.Number => new JsonObject { ["type"] = "number" },
            ValueKind.Flag => new JsonObject { ["type"] = "boolean" },
            ValueKind.Name => new JsonObject { ["type"] = "string", ["pattern"] = $"^{ValueRule.NamePattern}$" },
            _ => new JsonObject { ["enum"] = new JsonArray([.. rule.Choices.Select(choice => (JsonNode)choice)]) },
        };
        if (rule.Minimum is { } low)
        {
            schema[rule.ExcludesMinimum ? "exclusiveMinimum" : "minimum"] = low;
        }

        if (rule.Maximum is { } high)
        {
            schema[rule.ExcludesMaximum ? "exclusiveMaximum" : "maximum"] = high;
        }

        return schema;
    }
}
