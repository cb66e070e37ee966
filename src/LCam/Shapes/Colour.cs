using LCam.Randomness;

namespace LCam.Shapes;

/// <summary>A colour; 0 to 1 is what an image can show, and values outside are clamped at the end.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    public double Luminance => (0.299 * Red) + (0.587 * Green) + (0.114 * Blue);

    public static Colour operator +(Colour a, Colour b) => new(a.Red + b.Red, a.Green + b.Green, a.Blue + b.Blue);

    public static Colour operator *(Colour colour, double factor) => new(colour.Red * factor, colour.Green * factor, colour.Blue * factor);

    public static Colour operator *(Colour a, Colour b) => new(a.Red * b.Red, a.Green * b.Green, a.Blue * b.Blue);

    public static Colour Mix(Colour a, Colour b, double share) => (a * (1 - share)) + (b * share);

    public static double Distance(Colour a, Colour b) =>
        Math.Abs(a.Red - b.Red) + Math.Abs(a.Green - b.Green) + Math.Abs(a.Blue - b.Blue);

    /// <summary>A colour of random hue.</summary>
    /// <param name="random">Advanced by three numbers.</param>
    /// <param name="saturation">Highest saturation, 0 to 1.</param>
    /// <param name="low">Lowest value.</param>
    /// <param name="high">Highest value.</param>
    public static Colour Random(ref CounterRandom random, double saturation, double low, double high)
    {
        var hue = random.NextDouble(0, 6);
        var chroma = random.NextDouble(0, saturation);
        var value = random.NextDouble(low, high);
        return new Colour(Channel(5), Channel(3), Channel(1));

        double Channel(int offset)
        {
            var k = (offset + hue) % 6;
            return value * (1 - (chroma * Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
        }
    }
}
