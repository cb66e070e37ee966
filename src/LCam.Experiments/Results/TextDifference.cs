using System.Globalization;
using System.Text;

namespace LCam.Experiments.Results;

/// <summary>A line in which two texts differ.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Expected">With what is not to be seen made visible; null where the text has ended.</param>
/// <param name="Actual">As <paramref name="Expected"/>.</param>
public sealed record TextDifference(int Line, string? Expected, string? Actual)
{
    /// <summary>The lines in which two texts differ. How lines end, and whether a byte order mark stands first, is no matter of text.</summary>
    public static IReadOnlyList<TextDifference> Between(string expected, string actual)
    {
        var (left, right) = (Lines(expected), Lines(actual));
        return
        [
            .. Enumerable.Range(0, Math.Max(left.Length, right.Length))
                .Where(line => left.ElementAtOrDefault(line) != right.ElementAtOrDefault(line))
                .Select(line => new TextDifference(line + 1, Visible(left.ElementAtOrDefault(line)), Visible(right.ElementAtOrDefault(line)))),
        ];
    }

    private static string[] Lines(string text)
    {
        var plain = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        return (plain.EndsWith('\n') ? plain[..^1] : plain).Split('\n');
    }

    private static string? Visible(string? line)
    {
        if (line is null)
        {
            return null;
        }

        var end = line.TrimEnd(' ').Length;
        var text = new StringBuilder();
        for (var index = 0; index < line.Length; index++)
        {
            var shown = line[index] switch
            {
                ' ' when index >= end => "·",
                ' ' => " ",
                '\t' => "\\t",
                var other when IsSeen(other) => null,
                var other => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)other:x4}"),
            };
            text.Append(shown ?? line[index].ToString());
        }

        return text.ToString();
    }

    private static bool IsSeen(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
