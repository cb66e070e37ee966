using System.Globalization;
using System.Text;
using LCam.Texts;

namespace LCam.Experiments.Results.Layout;

/// <summary>Text as LaTeX: whatever is in it is set as it is, and never a command.</summary>
internal static class LatexText
{
    // What any LaTeX sets with its standard fonts: Latin letters up to Extended-A.
    private const int LastLatin = 0x17F;
    private const int LongestWord = 30;
    private const int Syllable = 10;

    private static readonly Dictionary<char, string> Escapes = new()
    {
        ['\\'] = "\\textbackslash{}",
        ['{'] = "\\{",
        ['}'] = "\\}",
        ['$'] = "\\$",
        ['&'] = "\\&",
        ['#'] = "\\#",
        ['%'] = "\\%",
        ['_'] = "\\_",
        ['^'] = "\\textasciicircum{}",
        ['~'] = "\\textasciitilde{}",
        ['<'] = "\\textless{}",
        ['>'] = "\\textgreater{}",
        ['|'] = "\\textbar{}",
        ['"'] = "\\textquotedbl{}",
        ['–'] = "--",
        ['—'] = "---",
        ['±'] = "$\\pm$",
        ['×'] = "$\\times$",
        ['≤'] = "$\\leq$",
        ['≥'] = "$\\geq$",
        ['−'] = "$-$",
    };

    /// <summary>Any text, on one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            escaped.Append(Escape(character));
        }

        return escaped.ToString();
    }

    /// <summary>As <see cref="Escape(string)"/>, for any font encoding: letters that standard fonts lack are their code points, and long words, such as hashes, may break.</summary>
    public static string Portable(string text)
    {
        var escaped = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            escaped.Append(escaped.Length == 0 ? "" : " ");
            foreach (var (place, rune) in word.EnumerateRunes().Index())
            {
                escaped.Append(word.Length > LongestWord && place > 0 && place % Syllable == 0 ? "\\allowbreak{}" : "").Append(Portable(rune));
            }
        }

        return escaped.ToString();
    }

    /// <summary>What a comment may hold: one line.</summary>
    public static string Comment(string text) => VisibleText.Line(text.ReplaceLineEndings(" "));

    // Quotation marks of the standard encoding are ligatures; the upright one is not in it.
    private static string Portable(Rune rune) => rune.Value switch
    {
        '"' => "''",
        '\'' => "'",
        > LastLatin when !Escapes.ContainsKey((char)Math.Min(rune.Value, char.MaxValue)) => string.Create(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]"),
        > 0x7F and < 0xC0 when !Escapes.ContainsKey((char)rune.Value) => string.Create(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]"),
        _ => Escape((char)rune.Value),
    };

    private static string Escape(char character) => Escapes.TryGetValue(character, out var written) ? written : char.IsControl(character) ? " " : character.ToString();
}
