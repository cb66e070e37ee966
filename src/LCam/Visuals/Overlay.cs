using LCam.Images;

namespace LCam.Visuals;

/// <summary>Lays a saliency map in colours over the image that it explains.</summary>
public static class Overlay
{
    /// <summary>
    /// Each channel is (1 - opacity) * image + opacity * colour of the map's value, rounded to the nearest: the image where
    /// the opacity is 0, the coloured map where it is 1.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="map">Of the same size.</param>
    /// <param name="colours">Colours of the map's values, 255 being 1.</param>
    /// <param name="opacity">In [0,1].</param>
    public static RgbImage Blend(RgbImage image, GrayImage map, ColourMap colours, double opacity)
    {
        if ((image.Width, image.Height) != (map.Width, map.Height))
        {
            throw new ArgumentException($"a map of {map.Width}x{map.Height} pixels for an image of {image.Width}x{image.Height}", nameof(map));
        }

        if (!(opacity >= 0 && opacity <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(opacity));
        }

        var table = colours.Table();
        var blended = new byte[image.Pixels.Length];
        for (var pixel = 0; pixel < map.Pixels.Length; pixel++)
        {
            var colour = table[map.Pixels[pixel]];
            blended[pixel * 3] = Mix(image.Pixels[pixel * 3], colour.Red);
            blended[(pixel * 3) + 1] = Mix(image.Pixels[(pixel * 3) + 1], colour.Green);
            blended[(pixel * 3) + 2] = Mix(image.Pixels[(pixel * 3) + 2], colour.Blue);
        }

        return new RgbImage(image.Width, image.Height, blended);

        byte Mix(byte below, byte above) => (byte)Math.Round(((1 - opacity) * below) + (opacity * above), MidpointRounding.AwayFromZero);
    }
}
