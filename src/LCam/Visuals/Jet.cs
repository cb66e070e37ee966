namespace LCam.Visuals;

/// <summary>
/// MATLAB's <c>jet</c>: each channel is a trapezium of slope 4, full over a quarter of the scale, and the three are a
/// quarter apart. It is what saliency maps are mostly shown in, though its brightness is no measure of the value.
/// </summary>
internal static class Jet
{
    public static Rgb At(double value) => new(Channel(value, 0.75), Channel(value, 0.5), Channel(value, 0.25));

    private static byte Channel(double value, double centre) =>
        (byte)Math.Round(255 * Math.Clamp(1.5 - (4 * Math.Abs(value - centre)), 0, 1), MidpointRounding.AwayFromZero);
}
