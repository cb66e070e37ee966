using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LCam.Images;
using LCam.Predictions;

namespace LCam.Labelling;

/// <summary>
/// What determines a labelling's lines, as the first line of a partial list. Device and threads are not in it: they
/// may change on the way. The batch size is, since a run resumes where a batch starts.
/// </summary>
internal sealed record LabellingSettings
{
    private const string KindName = "lcam-labels";
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower };

    public string Kind { get; init; } = KindName;

    public int Version { get; init; } = 1;

    public required string Architecture { get; init; }

    public required int Classes { get; init; }

    public required double Width { get; init; }

    /// <summary>SHA-256 of the weight file.</summary>
    public required string Weights { get; init; }

    /// <summary>SHA-256 of a TorchScript network's second file; absent for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Head { get; init; }

    /// <summary>Whether a TorchScript network takes images as they are; absent where not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TakesPixels { get; init; }

    /// <summary>Which of the weight file's dicts; absent where it is to be found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Entry { get; init; }

    public required int InputSize { get; init; }

    public required int CropSize { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>How many.</summary>
    public required int Images { get; init; }

    /// <summary>SHA-256 of the images' paths in order, each followed by a line feed.</summary>
    public required string Paths { get; init; }

    public static LabellingSettings Of(ImageSet images, PredictionOptions options)
    {
        using var paths = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in images.Entries)
        {
            paths.AppendData(Encoding.UTF8.GetBytes(entry.Path + "\n"));
        }

        return new LabellingSettings
        {
            Architecture = options.Backbone.Architecture,
            Classes = options.Backbone.Classes,
            Width = options.Backbone.Width,
            Weights = ContentHash.OfFile(options.Weights),
            Head = options.Backbone.Script is { } script ? ContentHash.OfFile(script.Head) : null,
            TakesPixels = options.Backbone.Script is { TakesPixels: true },
            Entry = options.Entry,
            InputSize = options.InputSize,
            CropSize = options.CropSize,
            BatchSize = options.BatchSize,
            Images = images.Entries.Count,
            Paths = Convert.ToHexStringLower(paths.GetHashAndReset()),
        };
    }

    /// <summary>One line, without its end.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <summary>The names of the settings in which a partial list's first line differs; null when it is no such line.</summary>
    public IReadOnlyList<string>? Differences(string line)
    {
        try
        {
            if (JsonNode.Parse(line) is not JsonObject other || (string?)other["kind"] != KindName)
            {
                return null;
            }

            var own = JsonSerializer.SerializeToNode(this, Json)!.AsObject();
            return [.. own.Select(setting => setting.Key).Union(other.Select(setting => setting.Key)).Where(key => !JsonNode.DeepEquals(own[key], other[key]))];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
