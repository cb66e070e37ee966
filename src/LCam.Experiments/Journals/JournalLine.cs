using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LCam.Experiments.Journals;

/// <summary>A journal entry as a line of JSON whose last property is the CRC-32C of all that stands before it.</summary>
internal static class JournalLine
{
    private const string ChecksumKey = ",\"crc\":\"";
    private const int TailLength = 18;

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { FormerFields.Add } },
    };

    /// <summary>The line's bytes, line feed included.</summary>
    public static byte[] Encode(JournalEntry entry) => Finish(JsonSerializer.SerializeToUtf8Bytes(entry, Options).AsSpan()[..^1]);

    /// <summary>The whole line, line feed included, of what stands before its checksum.</summary>
    public static byte[] Finish(ReadOnlySpan<byte> body)
    {
        var tail = string.Create(CultureInfo.InvariantCulture, $"{ChecksumKey}{Checksum(body):x8}\"}}\n");
        return [.. body, .. Encoding.ASCII.GetBytes(tail)];
    }

    /// <summary>The entry, or null where the line is torn or altered.</summary>
    /// <param name="line">Without its line feed.</param>
    public static JournalEntry? Decode(ReadOnlySpan<byte> line) => Body(line).IsEmpty ? null : Parse(line);

    /// <summary>What stands before a line's checksum; empty where the line is torn or altered.</summary>
    /// <param name="line">Without its line feed.</param>
    public static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> line)
    {
        if (line.Length <= TailLength)
        {
            return [];
        }

        var body = line[..^TailLength];
        Span<byte> tail = stackalloc byte[TailLength];
        ",\"crc\":\"########\"}"u8.CopyTo(tail);
        Checksum(body).TryFormat(tail[^10..], out _, "x8", CultureInfo.InvariantCulture);
        return tail.SequenceEqual(line[^TailLength..]) ? body : [];
    }

    /// <summary>The entry of a line that is whole, or null where this program knows no such entry: another version's, or somebody's who can make checksums.</summary>
    public static JournalEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            // No entry has a property of the checksum's name, so it is skipped. Of nearly all lines the kind stands first: the
            // serializer need not look for it through the whole line. Where it looks, it takes names with a dollar for its own.
            var isPlain = line.IndexOf("\"$"u8) < 0;
            var entry = isPlain && line.StartsWith("{\"type\":\"image\","u8) ? JsonSerializer.Deserialize<ImageEntry>(line, Options)
                : isPlain && line.StartsWith("{\"type\":\"step\","u8) ? JsonSerializer.Deserialize<StepEntry>(line, Options)
                : JsonSerializer.Deserialize<JournalEntry>(line, Options);
            return entry is not null && EntryShape.IsComplete(entry) ? entry : null;
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, eight);
        }

        foreach (var value in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
