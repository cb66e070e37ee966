using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using LCam.Files;
using LCam.Problems;
using LCam.Weights.Entries;
using TorchSharp;

namespace LCam.Weights;

/// <summary>Reads and writes safetensors files (https://github.com/huggingface/safetensors).</summary>
public static class SafetensorsFile
{
    /// <summary>All tensors of the file under the names that they have there, in its header's order; the bytes go straight into the tensors.</summary>
    /// <exception cref="ProblemException">The file is missing, not readable or wrong, with everything that is wrong in it.</exception>
    public static StateDict Read(string path) => WeightReading.Read(path, stream =>
    {
        var header = SafetensorsHeader.Parse(path, stream);
        return Read(stream, header, Plain(header));
    });

    /// <summary>Names, types, shapes and metadata; no tensor is read.</summary>
    /// <exception cref="ProblemException">As for <see cref="Read(string)"/>.</exception>
    public static WeightHeader ReadHeader(string path) => WeightReading.Read(path, stream =>
    {
        var header = SafetensorsHeader.Parse(path, stream);
        return new WeightHeader(path, WeightFormat.Safetensors, [.. header.Entries.Select(entry => entry.Summary)], header.Metadata);
    });

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

    /// <summary>The tensors of the network in the file; see <see cref="EntryChoice"/>.</summary>
    internal static StateDict ReadEntry(string path, Stream stream, string? entry)
    {
        var header = SafetensorsHeader.Parse(path, stream);
        return Read(stream, header, Choose(path, header, entry).Tensors);
    }

    /// <summary>As <see cref="ReadHeader"/>, of the network in the file.</summary>
    internal static WeightHeader ReadEntryHeader(string path, Stream stream, string? entry)
    {
        var header = SafetensorsHeader.Parse(path, stream);
        var chosen = Choose(path, header, entry);
        var taken = chosen.Tensors.Select(tensor => tensor.Source).ToHashSet();
        return new WeightHeader(
            path, WeightFormat.Safetensors, [.. chosen.Tensors.Select(tensor => tensor.Source.Summary with { Name = tensor.Name })], header.Metadata)
        {
            Entry = chosen.Name,
            Fit = chosen.Fit,
            LeftOut = [.. header.Entries.Where(other => !taken.Contains(other)).Select(other => other.Summary.Name)],
        };
    }

    private static StateDict Read(Stream stream, SafetensorsHeader header, IReadOnlyList<NamedTensor<SafetensorsEntry>> tensors)
    {
        var weights = new StateDict();
        try
        {
            foreach (var (name, shape, (summary, begin, _)) in tensors)
            {
                var tensor = torch.empty([.. shape], summary.DataType, torch.CPU);
                weights.Add(name, tensor);
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

    private static EntryCandidate<SafetensorsEntry> Choose(string path, SafetensorsHeader header, string? entry) =>
        EntryChoice.Choose(path, [new TensorGroup<SafetensorsEntry>(TensorGroup<SafetensorsEntry>.Top, Plain(header))], entry);

    private static IReadOnlyList<NamedTensor<SafetensorsEntry>> Plain(SafetensorsHeader header) =>
        [.. header.Entries.Select(tensor => new NamedTensor<SafetensorsEntry>(tensor.Summary.Name, tensor.Summary.Shape, tensor))];

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
