using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Schema;

namespace LCam.Experiments.Specs;

/// <summary>The JSON Schema (draft 7) of specs, for editors: completion, descriptions and checks while typing.</summary>
public static class SpecSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, ending with a line feed; the same on every machine.</summary>
    public static string Generate()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "lcam experiment spec",
        };
        foreach (var (name, value) in MapSchema.Of(KeyTree.Root, SpecKeys.RequiredMaps).ToList())
        {
            schema[name] = value?.DeepClone();
        }

        schema["definitions"] = new JsonObject { [ValueSchema.Variable] = ValueSchema.VariableDefinition() };
        return schema.ToJsonString(Indented) + "\n";
    }
}
