using LCam.Randomness;

namespace LCam.Shapes;

/// <summary>What lies behind everything: leaf litter, ground under a sky, tiles, or grained cloth and wood.</summary>
internal static class Backdrop
{
    private const int Kinds = 4;

    public static void Paint(Canvas canvas, ref CounterRandom random, ValueNoise noise, Colour first, Colour second)
    {
        switch (random.NextInt(Kinds))
        {
            case 0:
                Grain(canvas, ref random, noise, first, second);
                Litter(canvas, ref random, noise, first, second);
                break;
            case 1:
                Ground(canvas, ref random, noise, first, second);
                break;
            case 2:
                Tiles(canvas, ref random, noise, first, second);
                break;
            default:
                Grain(canvas, ref random, noise, first, second);
                break;
        }
    }

    private static void Grain(Canvas canvas, ref CounterRandom random, ValueNoise noise, Colour first, Colour second)
    {
        var axis = Point.Direction(random.NextDouble(0, Math.PI));
        var along = random.NextDouble(2, 9);
        var across = along * random.NextDouble(1, 7);
        var offset = Offset(ref random);
        var contrast = random.NextDouble(1.5, 4);
        canvas.Everywhere((x, y) =>
        {
            var p = canvas.Centre(x, y).Along(axis);
            var coarse = noise.Fractal((p.X * along) + offset.X, (p.Y * across) + offset.Y, 5);
            var fine = noise.Fractal((p.X * along * 7) + offset.Y, (p.Y * across * 4) + offset.X, 2);
            canvas[x, y] = Colour.Mix(first, second, Math.Clamp(0.5 + (contrast * (coarse - 0.5)), 0, 1)) * (0.75 + (0.5 * fine));
        });
    }

    // Many opaque flakes over each other have the statistics of natural images ("dead leaves").
    private static void Litter(Canvas canvas, ref CounterRandom random, ValueNoise noise, Colour first, Colour second)
    {
        var count = 60 + random.NextInt(160);
        for (var leaf = 0; leaf < count; leaf++)
        {
            var centre = new Point(random.NextDouble(-0.05, 1.05), random.NextDouble(-0.05, 1.05));
            var length = 0.025 / Math.Sqrt(random.NextDouble(0.12, 1));
            var narrow = random.NextDouble(1.9, 3.5);
            var axis = Point.Direction(random.NextDouble(0, Math.PI));
            var colour = Colour.Mix(first, second, random.NextDouble()) * random.NextDouble(0.55, 1.3);
            canvas.Around(centre, length * 1.2, (x, y) =>
            {
                var p = (canvas.Centre(x, y) - centre).Along(axis);
                var ragged = 0.35 * length * (noise.At(p.X * 90, p.Y * 90) - 0.5);
                var distance = (new Point(p.X, p.Y * narrow).Length - length + ragged) / narrow;
                canvas.Blend(x, y, colour * (1 + (6 * p.Y)), canvas.Coverage(distance));
            });
        }
    }

    private static void Ground(Canvas canvas, ref CounterRandom random, ValueNoise noise, Colour sky, Colour earth)
    {
        var horizon = random.NextDouble(0.12, 0.6);
        var tilt = random.NextDouble(-0.15, 0.15);
        var rough = random.NextDouble(0.02, 0.2);
        var far = random.NextDouble(0.3, 0.8);
        var offset = Offset(ref random);
        canvas.Everywhere((x, y) =>
        {
            var p = canvas.Centre(x, y);
            var ridge = horizon + (tilt * (p.X - 0.5)) + (rough * (noise.Fractal((p.X * 5) + offset.X, offset.Y, 4) - 0.5));
            var clouds = noise.Fractal((p.X * 3) + offset.Y, (p.Y * 7) + offset.X, 4);
            var above = Colour.Mix(sky, new Colour(0.95, 0.95, 0.95), Math.Clamp((clouds - 0.4) * 2.2, 0, 0.8));

            // Texture shrinks towards the horizon as it would in perspective.
            var depth = 1 / (Math.Max(p.Y - ridge, 0) + 0.12);
            var turf = noise.Fractal(((p.X - 0.5) * depth * 4) + offset.X, (depth * 9) + offset.Y, 5);
            var haze = Math.Clamp((depth - 2) / 6, 0, 1) * far;
            var below = Colour.Mix(earth * (0.45 + (1.1 * turf)), sky, haze);
            canvas[x, y] = Colour.Mix(above, below, canvas.Coverage(ridge - p.Y));
        });
    }

    private static void Tiles(Canvas canvas, ref CounterRandom random, ValueNoise noise, Colour first, Colour joint)
    {
        var axis = Point.Direction(random.NextDouble(0, Math.PI));
        var height = random.NextDouble(0.06, 0.14);
        var width = height * random.NextDouble(1.6, 3.2);
        var gap = random.NextDouble(0.004, 0.012);
        var offset = Offset(ref random);
        canvas.Everywhere((x, y) =>
        {
            var p = canvas.Centre(x, y).Along(axis) + new Point(3, 3);
            var wobble = 0.012 * (noise.Fractal(p.X * 9, p.Y * 9, 2) - 0.5);
            var row = Math.Floor((p.Y + wobble) / height);
            var shifted = p.X + wobble + (row % 2 * width / 2);
            var column = Math.Floor(shifted / width);
            var inside = Math.Min(Inside(shifted / width, width), Inside((p.Y + wobble) / height, height));
            var tone = 0.6 + (0.8 * noise.At((column * 1.7) + offset.X, (row * 2.3) + offset.Y));
            var grit = 0.75 + (0.5 * noise.Fractal((p.X * 25) + offset.Y, (p.Y * 25) + offset.X, 3));
            canvas[x, y] = Colour.Mix(joint * 0.7, first * tone, canvas.Coverage(gap - inside)) * grit;
        });

        static double Inside(double place, double side) => Math.Min(place - Math.Floor(place), Math.Ceiling(place) - place) * side;
    }

    private static Point Offset(ref CounterRandom random) => new(random.NextDouble(0, 60), random.NextDouble(0, 60));
}
