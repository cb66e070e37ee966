using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Planning;

/// <summary>
/// One text for one value: keys in ordinal order, no white space, numbers in their shortest round-trip form. Two
/// settings are the same when, and only when, their canonical texts are. Whole numbers beyond 2^53 stand as texts of their
/// digits, as RFC 8785 advises: as JSON numbers, which are doubles, neighbours would be one.
/// </summary>
public static class CanonicalJson
{
    private const int LongestNumber = 32;

    // Beyond it a double no longer tells neighbouring whole numbers apart.
    private const long LargestExact = 1L << 53;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The canonical text of a JSON value.</summary>
    public static string Text(JsonNode? node)
    {
        using var utf8 = Utf8(node);
        return Encoding.UTF8.GetString(utf8.Written);
    }

    /// <summary>A value whose canonical text is worked out now, so that many others can have it as a part.</summary>
    internal static CanonicalPart Part(JsonNode? node)
    {
        using var utf8 = Utf8(node);
        return new CanonicalPart(utf8.Written.ToArray());
    }

    /// <summary>The value of a JSON text.</summary>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text);

    /// <summary>SHA-256 of the canonical text, in lower-case hexadecimal.</summary>
    public static string Hash(JsonNode? node)
    {
        using var utf8 = Utf8(node);
        return Convert.ToHexStringLower(SHA256.HashData(utf8.Written));
    }

    /// <summary>The paths (keys joined by dots) at which two values differ, with both texts; "(none)" where one has no such key.</summary>
    public static IReadOnlyList<JsonDifference> Differences(JsonNode? before, JsonNode? after)
    {
        var left = Leaves(before);
        var right = Leaves(after);
        return
        [
            .. left.Keys.Union(right.Keys)
                .Order(StringComparer.Ordinal)
                .Select(path => new JsonDifference(path, left.GetValueOrDefault(path, "(none)"), right.GetValueOrDefault(path, "(none)")))
                .Where(difference => difference.Before != difference.After),
        ];
    }

    /// <summary>A value's texts by path (keys joined by dots), in the order written.</summary>
    public static IReadOnlyDictionary<string, string> Leaves(JsonNode? node)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(node, "", leaves);
        return leaves;
    }

    private static void Collect(JsonNode? node, string path, Dictionary<string, string> leaves)
    {
        if (node is not JsonObject parent)
        {
            leaves[path] = Text(node);
            return;
        }

        foreach (var (key, child) in parent)
        {
            Collect(child, path.Length == 0 ? key : $"{path}.{key}", leaves);
        }
    }

    /// <summary>Writes texts and numbers as a canonical text has them.</summary>
    internal static Utf8JsonWriter Writer(IBufferWriter<byte> buffer) => new(buffer, WriterOptions);

    /// <summary>Writes a number: 1, 1.0 and 1e0 are one.</summary>
    internal static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    /// <summary>Writes a whole number: within 2^53 as the equal <see langword="double"/>, beyond as the text of its digits.</summary>
    internal static void WriteNumber(Utf8JsonWriter writer, long number)
    {
        if (number is >= -LargestExact and <= LargestExact)
        {
            WriteNumber(writer, (double)number);
        }
        else
        {
            writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A whole number of a canonical text, in any of the forms that this class writes.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static long Integer(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && !value.TryGetInt64(out _) && value.GetDouble() is >= -LargestExact and <= LargestExact and var number && double.IsInteger(number))
        {
            return (long)number;
        }

        return value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : value.GetInt64();
    }

    private static PooledBuffer Utf8(JsonNode? node)
    {
        var buffer = new PooledBuffer();
        using var writer = Writer(buffer);
        Write(writer, node);
        writer.Flush();
        return buffer;
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject parent:
                writer.WriteStartObject();
                foreach (var (key, child) in parent.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(key);
                    Write(writer, child);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, node.AsValue());
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, JsonValue value)
    {
        if (value.TryGetValue<CanonicalPart>(out var part))
        {
            writer.WriteRawValue(part.Utf8, skipInputValidation: true);
            return;
        }

        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetValue<string>());
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBooleanValue(value.GetValueKind() == JsonValueKind.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonValue value)
    {
        if (value.TryGetValue<double>(out var number) && Math.Abs(number) < LargestExact)
        {
            WriteNumber(writer, number);
            return;
        }

        // A number made in memory has its own type, one that was read has its text: how it is written tells whole numbers.
        var text = value.ToJsonString();
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && BigInteger.Abs(whole) > LargestExact)
        {
            writer.WriteStringValue(text);
            return;
        }

        WriteNumber(writer, double.Parse(text, CultureInfo.InvariantCulture));
    }
}
