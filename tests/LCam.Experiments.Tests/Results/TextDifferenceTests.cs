using LCam.Experiments.Results;

namespace LCam.Experiments.Tests.Results;

public sealed class TextDifferenceTests
{
    [Theory]
    [InlineData("a\nb\n", "a\r\nb\r\n")]
    [InlineData("a\nb\n", "\uFEFFa\r\nb\r\n")]
    [InlineData("a\nb\n", "a\nb")]
    [InlineData("", "\n")]
    public void How_lines_end_and_a_byte_order_mark_are_no_difference(string left, string right)
    {
        Assert.Empty(TextDifference.Between(left, right));
        Assert.Empty(TextDifference.Between(right, left));
    }

    [Theory]
    [InlineData("a b", "a\u00A0b", "a\\u00a0b")]
    [InlineData("a", "a  ", "a··")]
    [InlineData("a b", "a\tb", "a\\tb")]
    [InlineData("ab", "a\u200Bb", "a\\u200bb")]
    [InlineData("ab", "a\u001b[31mb", "a\\u001b[31mb")]
    public void A_difference_that_is_not_to_be_seen_is_made_visible(string expected, string actual, string shown) =>
        Assert.Equal([new TextDifference(1, expected, shown)], TextDifference.Between(expected + "\n", actual + "\r\n"));

    [Fact]
    public void Lines_that_one_text_lacks_differ() =>
        Assert.Equal([new TextDifference(2, "x", "b"), new TextDifference(3, null, "c")], TextDifference.Between("a\nx\n", "a\nb\nc\n"));
}
