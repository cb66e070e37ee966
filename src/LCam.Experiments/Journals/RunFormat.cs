using System.Text.Json;
using LCam.Problems;

namespace LCam.Experiments.Journals;

/// <summary>
/// What the files of a run (order, result, journal, checkpoints) say of their form, under one number. It is raised when a
/// reader of before would misread them: so who reads passes over what it does not know in a file of a version that it
/// knows, and refuses one of a later version.
/// </summary>
internal static class RunFormat
{
    /// <summary>1 is of files that do not say it.</summary>
    public const int Version = 2;

    /// <summary>Under which name a file says it.</summary>
    public const string Key = "format";

    /// <summary>Refuses a file of a later version.</summary>
    /// <exception cref="ProblemException">It is of one.</exception>
    public static void Require(string path, int version)
    {
        if (version > Version)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(
                path, FormattableString.Invariant($"this file of a run is of format {version}, and this program knows {Version}"), "use the lcam that wrote it, or a newer one"));
        }
    }

    /// <summary>The version that a JSON file says it has; 1 where it says none.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static int Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Key, out var format)
            && format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out var version) ? version : 1;
    }
}
