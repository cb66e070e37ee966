using System.Text.Json;
using System.Text.Json.Serialization;
using LCam.Models;

namespace LCam.Experiments.Stages;

/// <summary>A variant as its id. Orders of format 1 have names of the code's.</summary>
internal sealed class VariantConverter : JsonConverter<Variant>
{
    private static readonly Dictionary<string, Variant> Former = new(StringComparer.Ordinal)
    {
        ["feature-maps"] = Variant.FeatureMaps, ["image"] = Variant.Image, ["image7x7"] = Variant.Image7x7,
    };

    public override Variant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var id = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return Variant.Find(id) ?? Former.GetValueOrDefault(id) ?? throw new JsonException($"expected a variant ({string.Join(", ", Variant.All)}), found '{id}'");
    }

    public override void Write(Utf8JsonWriter writer, Variant value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
}
