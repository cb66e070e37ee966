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
    /// <summary>
    /// 1 is of files that do not say it, 2 of those before runs kept maps and took numbers over, 3 of those before the
    /// stage that measures maps was called so.
    /// </summary>
    public const int Version = 4;

    /// <summary>The first version whose orders are read: before, a kind of stage had another name.</summary>
    public const int FirstOfOrders = 4;

    /// <summary>Under which name a file says it.</summary>
    public const string Key = "format";

    /// <summary>Refuses a file of a version that is not known.</summary>
    /// <exception cref="ProblemException">It is of one.</exception>
    public static void Require(string path, long version, int first = 1)
    {
        if (version < first || version > Version)
        {
            throw Unknown(path, FormattableString.Invariant($"{version}"), first);
        }
    }

    /// <summary>Refuses a JSON file of a version that is not known; one that says none is of version 1.</summary>
    /// <param name="first">The first version that is known of such files.</param>
    /// <exception cref="ProblemException">It is of one.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void Require(string path, ReadOnlySpan<byte> json, int first = 1)
    {
        var version = 1L;
        if (Said(json) is { } said && (said.ValueKind != JsonValueKind.Number || !said.TryGetInt64(out version)))
        {
            throw Unknown(path, VisibleText.Line(said.GetRawText()), first);
        }

        Require(path, version, first);
    }

    /// <summary>Refuses a text, such as a checkpoint's, that is no known version; null is version 1.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static void Require(string path, string? text)
    {
        if (text is not null && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw Unknown(path, $"'{VisibleText.Line(text)}'", 1);
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

    private static ProblemException Unknown(string path, string version, int first) => new(ProblemKind.DataMissing, new Problem(
        path,
        FormattableString.Invariant($"this file of a run is of format {version}, and this program knows {(first == Version ? "" : FormattableString.Invariant($"{first} to "))}{Version}"),
        "use the lcam that wrote it"));
}
