using LCam.Experiments.Running;

namespace LCam.Experiments.Tests.Running;

/// <summary>A job's id may come from a store that anybody wrote, and go to a program: it is a word, and no option.</summary>
public sealed class JobIdTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("4711_3")]
    [InlineData("1234_[0-7]")]
    [InlineData("12.batch")]
    public void An_id_is_a_word(string text) => Assert.Equal(text, JobId.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("--help")]
    [InlineData("1 2")]
    [InlineData("1\n")]
    [InlineData("1;rm")]
    [InlineData("../1")]
    public void Anything_else_is_none(string text)
    {
        Assert.False(JobId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => JobId.Parse(text));
    }

    [Fact]
    public void A_long_text_is_none() => Assert.False(JobId.TryParse(new string('1', 101), out _));
}
