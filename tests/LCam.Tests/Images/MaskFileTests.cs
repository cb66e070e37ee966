using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class MaskFileTests : IDisposable
{
    private readonly TemporaryImages _images = new();

    [Theory]
    [InlineData(1, new byte[] { 0b0101_0000 }, "-#-#")]
    [InlineData(2, new byte[] { 0b0001_1011 }, "-###")]
    [InlineData(4, new byte[] { 0x01, 0xF0 }, "-##-")]
    [InlineData(8, new byte[] { 0, 1, 128, 255 }, "-###")]
    [InlineData(16, new byte[] { 0, 0, 0, 1, 1, 0, 255, 255 }, "-###")]
    public void All_but_zero_of_a_grey_mask_is_the_object_at_every_depth(byte depth, byte[] row, string expected) =>
        Assert.Equal(expected, Read(HandMadePng.Build(4, 1, depth, HandMadePng.Gray, row)));

    [Theory]
    [InlineData(1, new byte[] { 0b0100_0000 }, "-#--")]
    [InlineData(2, new byte[] { 0b0001_1011 }, "-###")]
    [InlineData(8, new byte[] { 0, 2, 1, 0 }, "-##-")]
    public void A_palettes_index_counts_and_not_its_colour(byte depth, byte[] row, string expected)
    {
        byte[] colours = [200, 200, 200, 0, 0, 0, 0, 128, 0, 9, 9, 9];
        var palette = colours[..Math.Min(colours.Length, 3 << depth)];
        Assert.Equal(expected, Read(HandMadePng.Build(4, 1, depth, HandMadePng.Palette, row, ("PLTE", palette), ("tRNS", [0]))));
    }

    [Fact]
    public void What_says_how_a_mask_should_look_changes_no_value() => Assert.Equal("-#-", Read(HandMadePng.Build(
        3, 1, 8, HandMadePng.Gray, [0, 1, 0], ("gAMA", [0, 1, 134, 160]), ("tRNS", [0, 1]))));

    [Fact]
    public void An_ignored_value_is_neither_object_nor_background() => Assert.Equal(
        "-#?#", Read(HandMadePng.Build(4, 1, 8, HandMadePng.Gray, [0, 15, 255, 254]), MaskRule.Parse([], 255)));

    [Fact]
    public void Values_that_are_named_are_the_object_alone() => Assert.Equal(
        "-#--", Read(HandMadePng.Build(4, 1, 8, HandMadePng.Gray, [0, 15, 255, 14]), MaskRule.Parse(["15"], null)));

    [Fact]
    public void A_value_beyond_a_byte_is_one_of_a_sixteen_bit_mask() => Assert.Equal(
        "-#-?", Read(HandMadePng.Build(4, 1, 16, HandMadePng.Gray, [0, 1, 0x03, 0xE9, 3, 0, 0xFF, 0xFF]), MaskRule.Parse(["1001"], 65535)));

    [Fact]
    public void Three_equal_channels_are_one() => Assert.Equal(
        "#-", Read(HandMadePng.Build(2, 1, 8, HandMadePng.Rgb, [1, 1, 1, 0, 0, 0])));

    [Fact]
    public void Colours_are_refused_unless_they_are_named()
    {
        var mask = HandMadePng.Build(2, 1, 8, HandMadePng.Rgb, [0, 0, 0, 0, 128, 0]);
        var problem = Refused(mask, MaskRule.NotZero);
        Assert.Contains("row 0, column 1", problem.What, StringComparison.Ordinal);
        Assert.Contains("mask-values", problem.Remedy, StringComparison.Ordinal);
        Assert.Equal("-#", Read(mask, MaskRule.Parse(["#008000"], null)));
        Assert.Equal("#-", Read(mask, MaskRule.Parse(["#000000"], null)));
    }

    [Fact]
    public void Transparency_is_refused_unless_it_is_asked_for()
    {
        var mask = HandMadePng.Build(3, 1, 8, HandMadePng.Rgba, [0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 127]);
        Assert.Contains("transparency", Refused(mask, MaskRule.NotZero).What, StringComparison.Ordinal);
        Assert.Equal("-#-", Read(mask, MaskRule.Parse(["alpha"], null)));
        var opaque = HandMadePng.Build(1, 1, 8, HandMadePng.Gray, [1]);
        Assert.Contains("no transparency", Refused(opaque, MaskRule.Parse(["alpha"], null)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_colour_that_is_not_wholly_seen_is_refused()
    {
        var rule = MaskRule.Parse(["#008000"], null);
        var mask = HandMadePng.Build(2, 1, 8, HandMadePng.Rgba, [0, 128, 0, 255, 0, 128, 0, 0]);
        var palette = HandMadePng.Build(2, 1, 8, HandMadePng.Palette, [0, 1], ("PLTE", [0, 128, 0, 0, 0, 0]), ("tRNS", [255, 0]));
        foreach (var png in new[] { mask, palette })
        {
            var path = _images.Add("seen.png", png);
            var problem = Assert.Single(Assert.Throws<ProblemException>(() => MaskFile.Check(path, rule)).Problems);
            Assert.Contains("transparency: the pixel in row 0, column 1", problem.What, StringComparison.Ordinal);
            Assert.Contains("alpha", problem.Remedy, StringComparison.Ordinal);
        }

        Assert.Equal("#-", Read(mask, MaskRule.Parse(["alpha"], null)));
    }

    [Fact]
    public void Other_pictures_are_no_masks()
    {
        var path = Path.Combine(_images.Folder, "mask.jpg");
        JpegFile.Write(path, TemporaryImages.Pattern(8, 8, 1));
        Assert.Contains("no PNG", Assert.Single(Assert.Throws<ProblemException>(() => MaskFile.Read(path, MaskRule.NotZero)).Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_that_is_cut_off_is_an_error()
    {
        var mask = HandMadePng.Build(40, 40, 8, HandMadePng.Palette, TemporaryImages.Pattern(40, 40, 9).Pixels[..1600], ("PLTE", new byte[768]));
        Assert.Throws<ProblemException>(() => Read(mask[..(mask.Length / 2)]));
        Assert.Throws<ProblemException>(() => Read(mask[..20]));
    }

    [Theory]
    [InlineData("256256", null, "'256256' is no value of a mask")]
    [InlineData("-1", null, "'-1' is no value of a mask")]
    [InlineData("#12345", null, "'#12345' is no value of a mask")]
    [InlineData("alpha 1", null, "exclude each other")]
    [InlineData("1 255", 255, "ignored")]
    [InlineData("#ffffff", 255, "ignored")]
    [InlineData("15 #008000", null, "numbers and colours exclude each other")]
    public void A_rule_that_cannot_be_is_refused(string values, int? ignore, string expected) =>
        Assert.Contains(expected, Assert.Throws<ProblemException>(() => MaskRule.Parse(values.Split(' '), ignore)).Message, StringComparison.Ordinal);

    public void Dispose() => _images.Dispose();

    private string Read(byte[] png, MaskRule? rule = null)
    {
        var mask = MaskFile.Read(_images.Add("mask.png", png), rule ?? MaskRule.NotZero);
        return string.Concat(mask.Pixels.Select(pixel => pixel switch { MaskPixel.Foreground => '#', MaskPixel.Ignored => '?', _ => '-' }));
    }

    private Problem Refused(byte[] png, MaskRule rule) => Assert.Single(Assert.Throws<ProblemException>(() => Read(png, rule)).Problems);
}
