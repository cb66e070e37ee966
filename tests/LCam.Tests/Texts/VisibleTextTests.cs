using System.Globalization;
using LCam.Texts;

namespace LCam.Tests.Texts;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain text, é ü 猫 – ≤ 🎉", "plain text, é ü 猫 – ≤ 🎉")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("\u001b]0;title\u0007", "\\u001b]0;title\\u0007")]
    [InlineData("\u009b2J\u007f\0\b", "\\u009b2J\\u007f\\u0000\\u0008")]
    [InlineData("a\u202egnp.exe\u2066\u2069", "a\\u202egnp.exe\\u2066\\u2069")]
    [InlineData("a\u2028b\u2029c\u0085d", "a\\u2028b\\u2029c\\u0085d")]
    [InlineData("tag \U000E0041", "tag \\udb40\\udc41")]
    [InlineData("👩\u200d🚀 na\u200cme", "👩\u200d🚀 na\u200cme")]
    [InlineData("a\tb", "a\tb")]
    public void Control_characters_are_shown_and_everything_else_stays(string text, string visible)
    {
        Assert.Equal(visible, VisibleText.Of(text));
        Assert.Equal(visible, VisibleText.Line(text));
    }

    // Not among the others: the test runner writes what it shows as UTF-8, which has no half pairs.
    [Fact]
    public void Half_a_pair_is_shown() => Assert.Equal("half \\ud83c", VisibleText.Of("half \ud83c"));

    [Fact]
    public void A_line_has_no_line_ends_and_a_text_keeps_its_own()
    {
        Assert.Equal("a\\u000ab\\u000d\\u000ac\\u000d", VisibleText.Line("a\nb\r\nc\r"));
        Assert.Equal("a\nb\r\nc\\u000d", VisibleText.Of("a\nb\r\nc\r"));
    }

    [Fact]
    public void Every_character_that_moves_a_terminal_is_shown()
    {
        var shown = Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(character => VisibleText.Line(character.ToString()) != character.ToString()).ToList();
        Assert.All(Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Where(code => code != '\t').Select(code => (char)code), character => Assert.Contains(character, shown));
        Assert.All("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff", character => Assert.Contains(character, shown));
    }

    [Fact]
    public void A_writer_lets_nothing_through_whichever_way_it_is_called()
    {
        using var target = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new VisibleTextWriter(target))
        {
            writer.WriteLine("one\nline");
            writer.Write("two\nlines\n");
            writer.Write('\u001b');
            writer.Write('\n');
            writer.Write("{0}\n", "\u0007");
            writer.Write("\u009b".AsSpan());
            writer.Write(['\b', 'x'], 0, 2);
            writer.WriteLine("🎉");
            foreach (var half in "🎉")
            {
                writer.Write(half);
            }

            writer.WriteLine();
        }

        Assert.Equal("one\\u000aline\ntwo\nlines\n\\u001b\n\\u0007\n\\u009b\\u0008x🎉\n🎉\n", target.ToString());
    }
}
