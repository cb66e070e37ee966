using LCam.Images;

namespace LCam.Visuals;

/// <summary>Saliency maps as grey images.</summary>
public static class MapImage
{
    /// <summary>The map as 8-bit grey: each value in [0,1] times 255, rounded to the nearest, ties away from zero.</summary>
    /// <param name="values">Height x width values, rows top to bottom; what lies outside [0,1] is clamped.</param>
    /// <exception cref="ArgumentException">A value is not a number.</exception>
    public static GrayImage Of(IReadOnlyList<float> values, int width, int height)
    {
        if (values.Any(float.IsNaN))
        {
            throw new ArgumentException("the map holds values that are no numbers", nameof(values));
        }

        return new GrayImage(width, height, [.. values.Select(value => (byte)MathF.Round(255 * Math.Clamp(value, 0, 1), MidpointRounding.AwayFromZero))]);
    }
}
