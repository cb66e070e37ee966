using LCam.Images;
using LCam.Randomness;

namespace LCam.Shapes;

/// <summary>
/// Draws scenes: a labelled object among unlabelled things on a cluttered, unevenly lit background. Nothing but the
/// object's outline and pattern depends on the label: its size, place, tilt and colours, the other things and the
/// background come from the same numbers whatever the label.
/// </summary>
internal static class SceneRenderer
{
    private const double LeastContrast = 0.7;
    private const double MostTilt = 0.35;

    /// <param name="seed">The data set's seed.</param>
    /// <param name="number">The scene's number within all splits.</param>
    /// <param name="kind">The labelled object.</param>
    /// <param name="size">Side in pixels.</param>
    public static Scene Render(long seed, long number, ShapeKind kind, int size)
    {
        var random = new CounterRandom(seed, RandomPurpose.Scene, 0, number);
        var noise = new ValueNoise(ref random);
        var canvas = new Canvas(size);
        var light = new Light(ref random, noise);
        var first = Colour.Random(ref random, 0.6, 0.2, 0.95);
        var second = Colour.Mix(first, Colour.Random(ref random, 0.6, 0.15, 0.9), random.NextDouble(0.4, 0.9));

        Backdrop.Paint(canvas, ref random, noise, first, second);
        canvas.Soften(1);
        canvas.Soften(random.NextDouble());
        for (var things = 2 + random.NextInt(4); things > 0; things--)
        {
            Clutter.Random(ref random, noise).Paint(canvas, light);
        }

        canvas.Soften(random.NextDouble(0, 0.8));
        var coverage = new double[size * size];
        Labelled(ref random, noise, kind, ObjectColour(ref random, first, second)).Paint(canvas, light, coverage);
        canvas.Soften(random.NextDouble(0, 0.35));
        Expose(canvas, ref random, light);
        var mask = Array.ConvertAll(coverage, share => share >= 0.5 ? byte.MaxValue : byte.MinValue);
        return new Scene(canvas.ToImage(), new GrayImage(size, size, mask));
    }

    private static Solid Labelled(ref CounterRandom random, ValueNoise noise, ShapeKind kind, Colour main)
    {
        var radius = random.NextDouble(0.18, 0.24);
        var margin = radius + 0.08;
        var centre = new Point(random.NextDouble(margin, 1 - margin), random.NextDouble(margin, 1 - margin));
        var axis = Point.Direction(random.NextDouble(-MostTilt, MostTilt));
        var stretch = random.NextDouble(0.9, 1.1);
        var second = PatternColour(ref random, main);
        var bulge = random.NextDouble(0.02, 0.08);
        var shadow = random.NextDouble(0.015, 0.06);
        return new Solid(centre, 1.25 * radius, place => radius * ShapeDistance.To(kind, Inner(place)), Surface, bulge, shadow);

        Point Inner(Point place)
        {
            var p = (place - centre).Along(axis) * (1 / radius);
            return new Point(p.X * stretch, p.Y / stretch);
        }

        Colour Surface(Point place)
        {
            var grain = 0.85 + (0.3 * noise.Fractal(place.X * 60, place.Y * 60, 2));
            return Colour.Mix(main, second, Pattern.Share(kind, Inner(place))) * grain;
        }
    }

    // As bright as the first is dark: the pattern shows whatever the hues.
    private static Colour PatternColour(ref CounterRandom random, Colour main) =>
        main.Luminance > 0.45
            ? Colour.Random(ref random, 0.9, 0.05, 0.3)
            : Colour.Random(ref random, 0.5, 0.75, 1);

    // The farthest from the background of a few, so that the outline can be seen.
    private static Colour ObjectColour(ref CounterRandom random, Colour first, Colour second)
    {
        var best = Colour.Random(ref random, 0.9, 0.1, 1);
        for (var attempt = 0; attempt < 12 && Contrast(best) < LeastContrast; attempt++)
        {
            var other = Colour.Random(ref random, 0.9, 0.1, 1);
            best = Contrast(other) > Contrast(best) ? other : best;
        }

        return best;

        double Contrast(Colour colour) => Math.Min(
            Colour.Distance(colour, Colour.Mix(first, second, 0.5)),
            Math.Min(Colour.Distance(colour, first), Colour.Distance(colour, second)) * 1.3);
    }

    private static void Expose(Canvas canvas, ref CounterRandom random, Light light)
    {
        var grain = random.NextDouble(0.005, 0.03);
        for (var y = 0; y < canvas.Size; y++)
        {
            for (var x = 0; x < canvas.Size; x++)
            {
                // Sensor noise, part of it common to the channels.
                var common = random.NextDouble() - 0.5;
                var speck = new Colour(Speck(ref random), Speck(ref random), Speck(ref random)) * grain;
                canvas[x, y] = (canvas[x, y] * light.At(canvas.Centre(x, y))) + speck;

                double Speck(ref CounterRandom random) => common + random.NextDouble() - 0.5;
            }
        }
    }
}
