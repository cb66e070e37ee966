using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LCam.Experiments.Planning;

/// <summary>
/// One text for one value, by RFC 8785: keys in the order of their UTF-16 code units, no white space, numbers as ECMAScript
/// writes them. Two settings are the same when, and only when, their canonical texts are. JSON numbers are doubles: a whole
/// number that no double writes with these digits, as 2^53 + 1, stands as the text of its digits, as the standard advises.
/// </summary>
public static class CanonicalJson
{
    // Beyond it a double no longer tells neighbouring whole numbers apart.
    private const long LargestExact = 1L << 53;

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

    /// <summary>Writes a whole number: the number where a double is written with its digits, else their text.</summary>
    internal static void WriteNumber(CanonicalWriter writer, long number)
    {
        if (number is >= -LargestExact and <= LargestExact)
        {
            writer.Whole(number);
        }
        else
        {
            WriteWhole(writer, number.ToString(CultureInfo.InvariantCulture));
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
        try
        {
            Write(new CanonicalWriter(buffer), node);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static void Write(CanonicalWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.Raw("null"u8);
                break;
            case JsonObject parent:
                writer.Raw("{"u8);
                var isNext = false;
                foreach (var (key, child) in Ordered(parent))
                {
                    writer.Raw(isNext ? ","u8 : []);
                    isNext = true;
                    writer.Text(key);
                    writer.Raw(":"u8);
                    Write(writer, child);
                }

                writer.Raw("}"u8);
                break;
            case JsonArray items:
                writer.Raw("["u8);
                for (var item = 0; item < items.Count; item++)
                {
                    writer.Raw(item > 0 ? ","u8 : []);
                    Write(writer, items[item]);
                }

                writer.Raw("]"u8);
                break;
            default:
                WriteScalar(writer, node.AsValue());
                break;
        }
    }

    private static KeyValuePair<string, JsonNode?>[] Ordered(JsonObject parent)
    {
        var pairs = new KeyValuePair<string, JsonNode?>[parent.Count];
        ((ICollection<KeyValuePair<string, JsonNode?>>)parent).CopyTo(pairs, 0);
        Array.Sort(pairs, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return pairs;
    }

    private static void WriteScalar(CanonicalWriter writer, JsonValue value)
    {
        if (value.TryGetValue<CanonicalPart>(out var part))
        {
            writer.Raw(part.Utf8);
            return;
        }

        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                writer.Text(value.GetValue<string>());
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value);
                break;
            case JsonValueKind.True:
                writer.Raw("true"u8);
                break;
            case JsonValueKind.False:
                writer.Raw("false"u8);
                break;
            default:
                writer.Raw("null"u8);
                break;
        }
    }

    private static void WriteNumber(CanonicalWriter writer, JsonValue value)
    {
        // A number made in memory is given as its own type alone.
        if (value.TryGetValue<int>(out var small))
        {
            writer.Whole(small);
            return;
        }

        if (value.TryGetValue<long>(out var large) && large is >= -LargestExact and <= LargestExact)
        {
            writer.Whole(large);
            return;
        }

        if (value.TryGetValue<double>(out var number) && Math.Abs(number) < LargestExact)
        {
            writer.Number(number);
            return;
        }

        // A number made in memory has its own type, one that was read has its text: how it is written tells whole numbers.
        var text = value.ToJsonString();
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && BigInteger.Abs(whole) > LargestExact)
        {
            WriteWhole(writer, text);
            return;
        }

        writer.Number(double.Parse(text, CultureInfo.InvariantCulture));
    }

    // Beyond 2^53: the digits decide, so that a text that was written is read as the same value.
    private static void WriteWhole(CanonicalWriter writer, string digits)
    {
        using var buffer = new PooledBuffer();
        new CanonicalWriter(buffer).Number(double.Parse(digits, CultureInfo.InvariantCulture));
        if (Encoding.UTF8.GetString(buffer.Written) == digits)
        {
            writer.Raw(buffer.Written);
        }
        else
        {
            writer.Text(digits);
        }
    }
}
