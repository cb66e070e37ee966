using LCam.Texts;

namespace LCam.Experiments.Store;

/// <summary>What people say of a run. It is no part of any identity, and moves no number.</summary>
/// <param name="Tags">Sorted, none twice.</param>
/// <param name="Note">Null for none.</param>
public sealed record RunLabels(IReadOnlyList<string> Tags, string? Note)
{
    public const int LongestTag = 64;
    public const int LongestNote = 1000;
    public const int MostTags = 100;

    public static readonly RunLabels None = new([], null);

    /// <summary>The tags and the note in one line; empty where there is neither.</summary>
    public string Text => string.Join(": ", new[] { string.Join(", ", Tags), Note }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>Whether a text can be a tag: letters, digits, points, hyphens and underscores, none of the last three first.</summary>
    public static bool IsTag(string? text) =>
        text is { Length: > 0 and <= LongestTag } && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Whether a text can be a note: one line that people see as it is.</summary>
    public static bool IsNote(string? text) => text is { Length: > 0 and <= LongestNote } && VisibleText.Line(text) == text;
}
