using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using LCam.Files;
using LCam.Problems;
using TorchSharp;

namespace LCam.Weights;

/// <summary>Reads and writes safetensors files (https://github.com/huggingface/safetensors).</summary>
public static class SafetensorsFile
{
    /// <summary>All tensors of the file, in its header's order; the bytes go straight into the tensors.</summary>
    /// <exception cref="ProblemException">The file is missing, not readable or wrong, with everything that is wrong in it.</exception>
    public static StateDict Read(string path) => WeightReading.Read(path, stream => Read(path, stream));

    /// <summary>Names, types, shapes and metadata; no tensor is read.</summary>
    /// <exception cref="ProblemException">As for <see cref="Read(string)"/>.</exception>
    public static WeightHeader ReadHeader(string path) => WeightReading.Read(path, stream => ReadHeader(path, stream));

    /// <summary>
    /// Writes the tensors in their order, with the metadata: the same content gives the same bytes. The file appears
    /// whole or not at all.
    /// </summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, StateDict weights)
    {
        if (weights.Contains(SafetensorsHeader.MetadataKey))
        {
            var problem = new Problem($"{path}:{SafetensorsHeader.MetadataKey}", "is a name that safetensors files keep for themselves");
            throw new ProblemException(ProblemKind.InvalidInput, problem);
        }

        // Larger element types come first, so that every tensor is aligned; the header keeps the order of the weights.
        var placed = weights.Summaries().OrderByDescending(entry => DataTypes.Size(entry.DataType)).ToList();
        AsideFile.Write(path, stream =>
        {
            WriteHeader(stream, weights, placed);
            foreach (var entry in placed)
            {
                TensorData.Write(weights[entry.Name], stream);
            }
        });
    }

    internal static StateDict Read(string path, Stream stream)
    {
        var header = SafetensorsHeader.Parse(path, stream);
        var weights = new StateDict();
        try
        {
            foreach (var (summary, begin, _) in header.Entries)
            {
                var tensor = torch.empty([.. summary.Shape], summary.DataType, torch.CPU);
                weights.Add(summary.Name, tensor);
                stream.Position = header.DataStart + begin;
                TensorData.Fill(tensor, stream);
            }

            foreach (var (key, value) in header.Metadata)
            {
                weights.Metadata.Add(key, value);
            }

            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    internal static WeightHeader ReadHeader(string path, Stream stream)
    {
        var header = SafetensorsHeader.Parse(path, stream);
        return new WeightHeader(path, WeightFormat.Safetensors, [.. header.Entries.Select(entry => entry.Summary)], header.Metadata);
    }

    private static void WriteHeader(Stream stream, StateDict weights, IReadOnlyList<TensorSummary> placed)
    {
        var begins = new Dictionary<string, long>(StringComparer.Ordinal);
        long end = 0;
        foreach (var entry in placed)
        {
            begins.Add(entry.Name, end);
            end += entry.ByteCount;
        }

        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteJson(writer, weights, begins);
        }

        // Spaces up to the next multiple of 8 keep the data aligned; the format allows them.
        while (json.Length % 8 != 0)
        {
            json.WriteByte((byte)' ');
        }

        Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        stream.Write(length);
        json.WriteTo(stream);
    }

    private static void WriteJson(Utf8JsonWriter writer, StateDict weights, Dictionary<string, long> begins)
    {
        writer.WriteStartObject();
        if (weights.Metadata.Count > 0)
        {
            writer.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach (var (key, value) in weights.Metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }

        foreach (var entry in weights.Summaries())
        {
            writer.WriteStartObject(entry.Name);
            writer.WriteString("dtype", DataTypes.SafetensorsName(entry.DataType));
            WriteNumbers(writer, "shape", entry.Shape);
            WriteNumbers(writer, "data_offsets", [begins[entry.Name], begins[entry.Name] + entry.ByteCount]);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IReadOnlyList<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
