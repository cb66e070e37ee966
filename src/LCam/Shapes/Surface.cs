using LCam.Randomness;

namespace LCam.Shapes;

/// <summary>The texture of an unlabelled thing: two similar colours, marbled, speckled, or nearly plain.</summary>
internal sealed class Surface
{
    private const int Kinds = 3;
    private readonly ValueNoise _noise;
    private readonly int _kind;
    private readonly double _scale;
    private readonly Point _axis;
    private readonly Point _offset;
    private readonly Colour _main;
    private readonly Colour _second;

    public Surface(ref CounterRandom random, ValueNoise noise, Colour main)
    {
        _noise = noise;
        _main = main;
        _kind = random.NextInt(Kinds);
        _scale = random.NextDouble(12, 30);
        _axis = Point.Direction(random.NextDouble(0, Math.PI));
        _offset = new Point(random.NextDouble(0, 60), random.NextDouble(0, 60));
        var other = Colour.Random(ref random, 0.9, 0.1, 1);

        // A second colour too far from the first would break the outline up against the background.
        _second = Colour.Mix(main, other, random.NextDouble(0.2, 0.5));
    }

    public Colour At(Point p)
    {
        var q = (p.Along(_axis) * _scale) + _offset;
        var grain = 0.85 + (0.3 * _noise.Fractal(q.X * 2.5, q.Y * 2.5, 2));
        return Colour.Mix(_main, _second, Share(q)) * grain;
    }

    private double Share(Point q) => _kind switch
    {
        0 => Edge(Math.Sin((q.X * 0.7) + (7 * _noise.Fractal(q.X * 0.3, q.Y * 0.3, 3)))),
        1 => Math.Clamp((_noise.At(q.X * 1.3, q.Y * 1.3) - 0.68) * 9, 0, 1),
        _ => 0.4 * _noise.Fractal(q.X * 0.25, q.Y * 0.25, 3),
    };

    private static double Edge(double wave) => Math.Clamp(0.5 + (2.5 * wave), 0, 1);
}
