using System.Buffers.Binary;
using System.Text.Json;
using LCam.Problems;

namespace LCam.Weights;

/// <summary>
/// The header of a safetensors file: 8 bytes of length, then JSON. Everything that it claims is checked against the
/// file's length before a tensor is made, with the rules of the format's own reader: no hole, no overlap.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const int LengthBytes = 8;

    // The limit of the format's own reader.
    public const long MaximumLength = 100_000_000;
    public const string MetadataKey = "__metadata__";

    private readonly string _file;
    private readonly long _dataLength;
    private readonly List<Problem> _problems = [];

    private SafetensorsHeader(string file, long dataStart, long dataLength)
    {
        _file = file;
        DataStart = dataStart;
        _dataLength = dataLength;
    }

    public long DataStart { get; }

    public List<SafetensorsEntry> Entries { get; } = [];

    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <exception cref="ProblemException">With everything that is wrong in the header.</exception>
    /// <exception cref="InvalidDataException">There is no header.</exception>
    public static SafetensorsHeader Parse(string file, Stream stream)
    {
        if (stream.Length < LengthBytes)
        {
            throw new EndOfStreamException();
        }

        var prefix = new byte[LengthBytes];
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumLength)
        {
            throw new InvalidDataException($"says that its header has {length} bytes, more than the format allows");
        }

        if ((long)length > stream.Length - LengthBytes)
        {
            throw new InvalidDataException($"is cut off: it says that its header has {length} bytes, and {stream.Length - LengthBytes} follow");
        }

        var json = new byte[length];
        stream.ReadExactly(json);
        var dataStart = LengthBytes + (long)length;
        var header = new SafetensorsHeader(file, dataStart, stream.Length - dataStart);
        header.ReadJson(json);
        header.CheckSpans();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, header._problems);
        return header;
    }

    private void ReadJson(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException("has a header that is no JSON object");
            }

            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    Report(property.Name, "appears twice");
                }
                else if (property.Name == MetadataKey)
                {
                    ReadMetadata(property.Value);
                }
                else
                {
                    ReadEntry(property.Name, property.Value);
                }
            }
        }
        // InvalidOperationException: JSON that is well formed with text that is not (invalid UTF-8, half a surrogate pair).
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"has a header that is not JSON: {failure.Message}", failure);
        }
    }

    private void ReadMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            Report(MetadataKey, "is no JSON object");
            return;
        }

        foreach (var property in metadata.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                Report(MetadataKey, $"has a value that is no text: '{property.Name}'");
            }
            else if (!Metadata.TryAdd(property.Name, property.Value.GetString() ?? ""))
            {
                Report(MetadataKey, $"has '{property.Name}' twice");
            }
        }
    }

    private void ReadEntry(string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !entry.TryGetProperty("shape", out var shapeArray) || Numbers(shapeArray) is not { } shape
            || !entry.TryGetProperty("data_offsets", out var offsetsArray) || Numbers(offsetsArray) is not [var begin, var end])
        {
            Report(name, "needs dtype (text), shape (whole numbers) and data_offsets (two whole numbers)");
            return;
        }

        if (DataTypes.FromSafetensors(dtype.GetString() ?? "") is not { } type)
        {
            Report(name, $"has the unknown type '{dtype.GetString()}'");
        }
        else if (TensorData.ElementCount(shape) is not { } elements)
        {
            Report(name, $"has an impossible shape: {TensorSummary.Text(shape)}");
        }
        else if (begin < 0 || end < begin)
        {
            Report(name, $"has impossible offsets: {begin} to {end}");
        }
        else if (end > _dataLength)
        {
            Report(name, $"lies outside the file: it ends at byte {end} of {_dataLength}", "the file is cut off or its header is wrong");
        }
        else if (elements * DataTypes.Size(type) != end - begin)
        {
            Report(name, $"has {end - begin} bytes, but {DataTypes.TorchName(type)} {TensorSummary.Text(shape)} takes {elements * DataTypes.Size(type)}");
        }
        else
        {
            Entries.Add(new SafetensorsEntry(new TensorSummary(name, type, shape), begin, end));
        }
    }

    private void CheckSpans()
    {
        // Entries that were already refused would show up again as holes.
        if (_problems.Count > 0)
        {
            return;
        }

        long reached = 0;
        foreach (var entry in Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != reached)
            {
                Report(entry.Summary.Name, entry.Begin < reached
                    ? $"overlaps another entry: it starts at byte {entry.Begin}, which is taken up to {reached}"
                    : $"leaves a hole before it: bytes {reached} to {entry.Begin} belong to no entry");
            }

            reached = Math.Max(reached, entry.End);
        }

        if (reached != _dataLength)
        {
            _problems.Add(new Problem(_file, $"has {_dataLength - reached} bytes after its last entry"));
        }
    }

    private void Report(string entry, string what, string? remedy = null) =>
        _problems.Add(new Problem($"{_file}:{entry}", what, remedy));

    private static long[]? Numbers(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var numbers = new List<long>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }
}
