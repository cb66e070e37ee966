using LCam.Experiments.Store;
using LCam.Texts;

namespace LCam.Experiments.Transfer;

/// <summary>Texts that anybody may have written.</summary>
internal static class ForeignText
{
    private const int Longest = 80;

    /// <summary>Whether a text is one line that people see as it is.</summary>
    public static bool IsLine(string text, int longest) => text.Length > 0 && text.Length <= longest && VisibleText.Line(text) == text;

    /// <summary>Whether a text is the SHA-256 of something.</summary>
    public static bool IsDigest(string? text) => Digest.Parse(text) is not null;

    /// <summary>A text for a message: short, and harmless for a terminal.</summary>
    public static string Shown(string text)
    {
        var length = text.Length <= Longest ? text.Length : char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return $"'{VisibleText.Line(text[..length])}{(length < text.Length ? "..." : "")}'";
    }
}
