using LCam.Images;
using LCam.Visuals;

namespace LCam.Tests.Visuals;

public sealed class OverlayTests
{
    private static readonly RgbImage Image = new(2, 1, [10, 20, 30, 200, 100, 0]);
    private static readonly GrayImage Map = new(2, 1, [0, 255]);
    private static readonly ColourMap RedOrBlue = new("test", value => value < 0.5 ? new Rgb(255, 0, 0) : new Rgb(0, 0, 255));

    [Theory]
    [InlineData(0, new byte[] { 10, 20, 30, 200, 100, 0 })]
    [InlineData(1, new byte[] { 255, 0, 0, 0, 0, 255 })]
    [InlineData(0.5, new byte[] { 133, 10, 15, 100, 50, 128 })]
    [InlineData(0.25, new byte[] { 71, 15, 23, 150, 75, 64 })]
    public void Each_channel_is_mixed_by_the_opacity_and_rounded(double opacity, byte[] expected) =>
        Assert.Equal(expected, Overlay.Blend(Image, Map, RedOrBlue, opacity).Pixels);

    [Fact]
    public void The_maps_bytes_choose_the_colours()
    {
        var map = new GrayImage(2, 1, [64, 191]);
        var jet = ColourMaps.Find("jet");
        var (first, second) = (jet.At(64 / 255.0), jet.At(191 / 255.0));
        Assert.Equal(
            [first.Red, first.Green, first.Blue, second.Red, second.Green, second.Blue],
            Overlay.Blend(Image, map, jet, 1).Pixels);
    }

    [Fact]
    public void A_map_of_another_size_or_an_impossible_opacity_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Overlay.Blend(Image, new GrayImage(1, 2, [0, 0]), RedOrBlue, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlay.Blend(Image, Map, RedOrBlue, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlay.Blend(Image, Map, RedOrBlue, double.NaN));
    }

    [Fact]
    public void A_maps_values_become_the_nearest_of_256_greys()
    {
        float[] values = [0, 0.0019f, 0.002f, 0.5f, 0.9999f, 1, -0.1f, 1.1f];
        Assert.Equal([0, 0, 1, 128, 255, 255, 0, 255], MapImage.Of(values, 4, 2).Pixels);
        Assert.Throws<ArgumentException>(() => MapImage.Of([float.NaN], 1, 1));
    }
}
