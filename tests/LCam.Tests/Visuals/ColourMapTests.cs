using LCam.Problems;
using LCam.Visuals;

namespace LCam.Tests.Visuals;

public sealed class ColourMapTests
{
    [Theory]
    [InlineData(0, 0, 0, 128)]
    [InlineData(0.125, 0, 0, 255)]
    [InlineData(0.25, 0, 128, 255)]
    [InlineData(0.5, 128, 255, 128)]
    [InlineData(0.75, 255, 128, 0)]
    [InlineData(0.875, 255, 0, 0)]
    [InlineData(1, 128, 0, 0)]
    public void Jet_goes_from_dark_blue_over_green_to_dark_red(double value, byte red, byte green, byte blue) =>
        Assert.Equal(new Rgb(red, green, blue), ColourMaps.Find("jet").At(value));

    // The published colours at 0, 64, 128, 192 and 255 of 255, and one that no anchor has.
    [Theory]
    [InlineData(0, 0x44, 0x01, 0x54)]
    [InlineData(64, 0x3B, 0x52, 0x8B)]
    [InlineData(128, 0x21, 0x91, 0x8C)]
    [InlineData(192, 0x5E, 0xC9, 0x62)]
    [InlineData(202, 0x75, 0xD0, 0x54)]
    [InlineData(255, 0xFD, 0xE7, 0x25)]
    public void Viridis_is_within_one_of_its_published_colours(int value, int red, int green, int blue)
    {
        var colour = ColourMaps.Find("viridis").At(value / 255.0);
        Assert.InRange(colour.Red - red, -1, 1);
        Assert.InRange(colour.Green - green, -1, 1);
        Assert.InRange(colour.Blue - blue, -1, 1);
    }

    [Theory]
    [InlineData(0.25, 0x3B, 0x52, 0x8B)]
    [InlineData(0.5, 0x21, 0x90, 0x8D)]
    [InlineData(0.75, 0x5D, 0xC9, 0x63)]
    public void Viridis_at_its_quarters_lies_between_two_published_colours(double value, byte red, byte green, byte blue) =>
        Assert.Equal(new Rgb(red, green, blue), ColourMaps.Find("viridis").At(value));

    [Fact]
    public void Viridis_grows_brighter_from_value_to_value()
    {
        var brightness = ColourMaps.Find("viridis").Table().Select(colour => (0.2126 * colour.Red) + (0.7152 * colour.Green) + (0.0722 * colour.Blue)).ToArray();
        Assert.All(brightness.Zip(brightness.Skip(1)), pair => Assert.True(pair.Second > pair.First - 0.5));
        Assert.True(brightness[255] - brightness[0] > 180);
    }

    [Theory]
    [InlineData("jet")]
    [InlineData("viridis")]
    public void Values_beyond_the_scale_have_the_colours_of_its_ends(string id)
    {
        var map = ColourMaps.Find(id);
        Assert.Equal(map.At(1).Green, map.At(1.0001).Green);
        Assert.Equal(map.At(0).Green, map.At(-0.0001).Green);
    }

    [Fact]
    public void An_unknown_scale_is_refused_with_the_known_ones()
    {
        var failure = Assert.Throws<ProblemException>(() => ColourMaps.Find("hot"));
        Assert.Equal("'hot' is no known colour scale (known: jet, viridis)", failure.Message);
    }
}
