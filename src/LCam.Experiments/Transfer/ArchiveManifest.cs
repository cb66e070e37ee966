using System.Text.Json;
using System.Text.Json.Serialization;

namespace LCam.Experiments.Transfer;

/// <summary>What an archive of runs holds: its first entry, <c>manifest.json</c>.</summary>
public sealed record ArchiveManifest(string Format, int Version, IReadOnlyList<ArchivedRun> Runs, IReadOnlyList<ArchivedExperiment> Experiments)
{
    public const string FileName = "manifest.json";
    public const string KnownFormat = "lcam-runs";

    /// <summary>Raised when an older program could misunderstand what is written.</summary>
    public const int CurrentVersion = 4;

    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
