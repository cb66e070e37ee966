using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LCam.Experiments.Transfer;

/// <summary>Texts that anybody may have written.</summary>
internal static partial class ForeignText
{
    private const int Longest = 80;

    /// <summary>Whether a text is one line that a terminal shows as it is: no control characters, none that turn the direction of writing.</summary>
    public static bool IsLine(string text, int longest) => text.Length > 0 && text.Length <= longest && text.EnumerateRunes().All(IsShown);

    /// <summary>Whether a text is the SHA-256 of something.</summary>
    public static bool IsDigest(string? text) => text is not null && Digest().IsMatch(text);

    /// <summary>A text for a message: short, and harmless for a terminal.</summary>
    public static string Shown(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes().Take(Longest))
        {
            shown.Append(IsShown(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"));
        }

        return shown.Append(text.Length > Longest ? "...'" : "'").ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex Digest();
}
