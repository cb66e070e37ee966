using LCam.Randomness;

namespace LCam.Shapes;

/// <summary>A scene's illumination: from one side, uneven, tinted, with soft shadows of things outside the picture.</summary>
internal sealed class Light
{
    private readonly ValueNoise _noise;
    private readonly Point _offset;
    private readonly double _slope;
    private readonly double _shade;
    private readonly double _shadeScale;
    private readonly double _exposure;
    private readonly Colour _tint;
    private readonly double _vignette;

    public Light(ref CounterRandom random, ValueNoise noise)
    {
        _noise = noise;
        Towards = Point.Direction(random.NextDouble(0, 2 * Math.PI));
        _slope = random.NextDouble(0, 0.7);
        _shade = random.NextDouble(0, 0.7);
        _shadeScale = random.NextDouble(1.2, 4);
        _exposure = random.NextDouble(0.85, 1.2);
        _vignette = random.NextDouble(0, 0.5);
        var warmth = random.NextDouble(-0.08, 0.08);
        _tint = new Colour(1 + warmth, 1, 1 - warmth);
        _offset = new Point(random.NextDouble(0, 60), random.NextDouble(0, 60));
    }

    /// <summary>Unit direction in the picture from which the light comes.</summary>
    public Point Towards { get; }

    /// <summary>What a white surface would look like at this place.</summary>
    public Colour At(Point p)
    {
        var fromCentre = p - new Point(0.5, 0.5);
        var level = 1 + (_slope * Point.Dot(fromCentre, Towards));
        var shadow = _noise.Fractal((p.X * _shadeScale) + _offset.X, (p.Y * _shadeScale) + _offset.Y, 2);
        level *= 1 - (_shade * Math.Clamp((shadow - 0.45) * 4, 0, 1) * 0.6);
        level *= 1 - (_vignette * 2 * Point.Dot(fromCentre, fromCentre));
        return _tint * (_exposure * level);
    }
}
