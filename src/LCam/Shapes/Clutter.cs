using LCam.Randomness;

namespace LCam.Shapes;

/// <summary>Unlabelled things, none of which resembles a labelled shape: lumps, bars, bent rods, pebbles, wires.</summary>
internal static class Clutter
{
    private const int Kinds = 5;

    /// <summary>A thing of random kind, size, place, colour and texture.</summary>
    public static Solid Random(ref CounterRandom random, ValueNoise noise)
    {
        var centre = new Point(random.NextDouble(0, 1), random.NextDouble(0, 1));
        var axis = Point.Direction(random.NextDouble(0, 2 * Math.PI));
        var size = random.NextDouble(0.05, 0.13);
        var colour = Colour.Random(ref random, 0.9, 0.1, 1);
        var surface = new Surface(ref random, noise, colour);
        var (reach, outline) = Outline(ref random, size);
        return new Solid(centre, reach, place => outline((place - centre).Along(axis)), place => surface.At(place - centre), random.NextDouble(0.01, 0.05), random.NextDouble(0.01, 0.04));
    }

    private static (double Reach, Func<Point, double> Outline) Outline(ref CounterRandom random, double size)
    {
        switch (random.NextInt(Kinds))
        {
            case 0:
                var stretch = random.NextDouble(1.6, 2.4);
                var phase = random.NextDouble(0, 2 * Math.PI);
                var lobes = 2 + random.NextInt(2);
                return (1.5 * size, p => Lump(p, size, stretch, lobes, phase));
            case 1:
                var thickness = size * random.NextDouble(0.12, 0.3);
                return (1.8 * size, p => ShapeDistance.Box(p, 1.6 * size, thickness));
            case 2:
                var elbow = Point.Direction(random.NextDouble(0.9, 2.2)) * (1.4 * size);
                var rod = size * random.NextDouble(0.15, 0.28);
                return (1.8 * size, p => Math.Min(
                    ShapeDistance.Segment(p, default, new Point(1.4 * size, 0), rod),
                    ShapeDistance.Segment(p, default, elbow, rod)));
            case 3:
                var pebbles = new Point[4 + random.NextInt(4)];
                for (var index = 0; index < pebbles.Length; index++)
                {
                    pebbles[index] = new Point(random.NextDouble(-1.3, 1.3), random.NextDouble(-1.3, 1.3)) * size;
                }

                var pebble = size * random.NextDouble(0.15, 0.3);
                return (2.2 * size, p => Nearest(pebbles, p) - pebble);
            default:
                var length = size * random.NextDouble(1.5, 3);
                var wave = random.NextDouble(10, 30);
                var wire = size * random.NextDouble(0.06, 0.12);
                return (1.2 * length, p => Math.Max(
                    Math.Abs(p.Y - (0.3 * size * Math.Sin(p.X * wave))) - wire,
                    Math.Abs(p.X) - length));
        }
    }

    private static double Nearest(Point[] points, Point p)
    {
        var nearest = double.PositiveInfinity;
        foreach (var point in points)
        {
            nearest = Math.Min(nearest, (p - point).Length);
        }

        return nearest;
    }

    private static double Lump(Point p, double size, double stretch, int lobes, double phase)
    {
        var q = new Point(p.X, p.Y * stretch);
        var ripple = 1 + (0.22 * Math.Sin((lobes * Math.Atan2(q.Y, q.X)) + phase));
        return (q.Length - (size * 1.2 * ripple)) / stretch;
    }
}
