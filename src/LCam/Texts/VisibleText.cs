using System.Globalization;
using System.Text;

namespace LCam.Texts;

/// <summary>
/// Text that came from elsewhere, for people to see: a label, a tensor's name or a library's message may have characters
/// that move a terminal's cursor, change its colours or title, or turn the direction of writing. They are shown as
/// <c>\u001b</c>, which is also how JSON writes them.
/// </summary>
public static class VisibleText
{
    /// <summary>The text with its line ends and tabs, and every other control character shown.</summary>
    public static string Of(string text) => Escape(text, keepsLines: true);

    /// <summary>The text as one line: line ends are shown, too.</summary>
    public static string Line(string text) => Escape(text, keepsLines: false);

    private static string Escape(string text, bool keepsLines)
    {
        var first = 0;
        while (first < text.Length && IsKept(text, first, keepsLines))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var visible = new StringBuilder(text, 0, first, text.Length + 16);
        for (var place = first; place < text.Length; place++)
        {
            _ = IsKept(text, place, keepsLines) ? visible.Append(text[place]) : visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[place]:x4}");
        }

        return visible.ToString();
    }

    // Of a pair that is no character for itself, such as an invisible tag, both halves are shown.
    private static bool IsKept(string text, int place, bool keepsLines) => text[place] switch
    {
        '\t' => true,
        '\n' => keepsLines,
        '\r' => keepsLines && place + 1 < text.Length && text[place + 1] == '\n',
        var character when char.IsSurrogate(character) => PairAt(text, place) is { } first && !IsUnsafe(CharUnicodeInfo.GetUnicodeCategory(text, first)),
        var character => !IsUnsafe(character),
    };

    // Where the pair begins; null for half a one.
    private static int? PairAt(string text, int place) =>
        place + 1 < text.Length && char.IsSurrogatePair(text[place], text[place + 1]) ? place
        : place > 0 && char.IsSurrogatePair(text[place - 1], text[place]) ? place - 1
        : null;

    // Some scripts and most emoji need the two joiners.
    private static bool IsUnsafe(char character) => character is not ('\u200c' or '\u200d') && IsUnsafe(CharUnicodeInfo.GetUnicodeCategory(character));

    private static bool IsUnsafe(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
