using LCam.Experiments.Transfer;

namespace LCam.Experiments.Tests.Transfer;

public sealed class ForeignTextTests
{
    // Persian needs the joiner within words, and most emoji that are made of several.
    [Theory]
    [InlineData("می\u200cخواهم", true)]
    [InlineData("\U0001F469\u200d\U0001F52C", true)]
    [InlineData("a\u202eb", false)]
    [InlineData("a\nb", false)]
    [InlineData("\u001b[2J", false)]
    [InlineData("", false)]
    public void A_line_is_what_people_see_as_it_is(string text, bool line) => Assert.Equal(line, ForeignText.IsLine(text, 100));

    [Fact]
    public void A_text_for_a_message_is_short_harmless_and_cut_between_characters()
    {
        Assert.Equal("'a\\u001bb'", ForeignText.Shown("a\u001bb"));
        Assert.Equal($"'{new string('x', 80)}...'", ForeignText.Shown(new string('x', 81)));
        Assert.Equal($"'{new string('x', 79)}...'", ForeignText.Shown(new string('x', 79) + "\U0001F469"));
    }
}
