using System.Globalization;
using System.Text.Json;
using LCam.Problems;
using LCam.Texts;

namespace LCam.Experiments.Journals;

/// <summary>
/// What the files of a run (order, result, journal, checkpoints) say of their form, under one number. It is raised when a
/// reader of before would misread them: so who reads passes over what it does not know in a file of a version that it
/// knows, and refuses one of a later version.
/// </summary>
internal static class RunFormat
{
    /// <summary>1 is of files that do not say it, 2 of those before runs kept maps and took numbers over.</summary>
    public const int Version = 3;

    /// <summary>Under which name a file says it.</summary>
    public const string Key = "format";

    /// <summary>Refuses a file of a version that is not known.</summary>
    /// <exception cref="ProblemException">It is of one.</exception>
    public static void Require(string path, long version)
    {
        if (version is < 1 or > Version)
        {
            throw Unknown(path, FormattableString.Invariant($"{version}"));
        }
    }

    /// <summary>Refuses a JSON file of a version that is not known; one that says none is of version 1.</summary>
    /// <exception cref="ProblemException">It is of one.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void Require(string path, ReadOnlySpan<byte> json)
    {
        if (Said(json) is not { } said)
        {
            return;
        }

        if (said.ValueKind != JsonValueKind.Number || !said.TryGetInt64(out var version))
        {
            throw Unknown(path, VisibleText.Line(said.GetRawText()));
        }

        Require(path, version);
    }

    /// <summary>Refuses a text, such as a checkpoint's, that is no known version; null is version 1.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static void Require(string path, string? text)
    {
        if (text is not null && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw Unknown(path, $"'{VisibleText.Line(text)}'");
        }

        Require(path, text is null ? 1 : long.Parse(text, CultureInfo.InvariantCulture));
    }

    private static JsonElement? Said(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Key, out var said) ? said.Clone() : null;
        }
        catch (InvalidOperationException failure)
        {
            throw new JsonException("a name in it is half a character", failure);
        }
    }

    private static ProblemException Unknown(string path, string version) => new(ProblemKind.DataMissing, new Problem(
        path, FormattableString.Invariant($"this file of a run is of format {version}, and this program knows 1 to {Version}"), "use the lcam that wrote it, or a newer one"));
}
