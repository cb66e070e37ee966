using LCam.Images;

namespace LCam.Shapes;

/// <summary>A square image in the making.</summary>
internal sealed class Canvas(int size)
{
    private readonly Colour[] _pixels = new Colour[size * size];

    public int Size => size;

    public Colour this[int x, int y]
    {
        get => _pixels[(y * size) + x];
        set => _pixels[(y * size) + x] = value;
    }

    /// <summary>The centre of a pixel in units of the image's side.</summary>
    public Point Centre(int x, int y) => new((x + 0.5) / size, (y + 0.5) / size);

    /// <summary>How much of a pixel lies within a boundary at the given signed distance (units of the side, negative inside).</summary>
    public double Coverage(double distance) => Math.Clamp(0.5 - (distance * size), 0, 1);

    /// <summary>Calls <paramref name="paint"/> for every pixel whose centre is at most <paramref name="radius"/> from <paramref name="centre"/> along both axes.</summary>
    public void Around(Point centre, double radius, Action<int, int> paint)
    {
        var (left, right) = Range(centre.X, radius);
        var (top, bottom) = Range(centre.Y, radius);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                paint(x, y);
            }
        }
    }

    public void Everywhere(Action<int, int> paint) => Around(new Point(0.5, 0.5), 1, paint);

    public void Blend(int x, int y, Colour colour, double share)
    {
        if (share > 0)
        {
            this[x, y] = Colour.Mix(this[x, y], colour, share);
        }
    }

    /// <summary>Blurs by a 1-2-1 kernel along both axes, mixed in by <paramref name="strength"/> in [0, 1].</summary>
    public void Soften(double strength)
    {
        var side = strength / 4;
        for (var axis = 0; axis < 2; axis++)
        {
            var before = (Colour[])_pixels.Clone();
            var step = axis == 0 ? 1 : size;
            for (var at = 0; at < before.Length; at++)
            {
                var along = axis == 0 ? at % size : at / size;
                var previous = before[along > 0 ? at - step : at];
                var next = before[along < size - 1 ? at + step : at];
                _pixels[at] = (before[at] * (1 - (2 * side))) + ((previous + next) * side);
            }
        }
    }

    public RgbImage ToImage()
    {
        var bytes = new byte[_pixels.Length * 3];
        for (var at = 0; at < _pixels.Length; at++)
        {
            bytes[3 * at] = Byte(_pixels[at].Red);
            bytes[(3 * at) + 1] = Byte(_pixels[at].Green);
            bytes[(3 * at) + 2] = Byte(_pixels[at].Blue);
        }

        return new RgbImage(size, size, bytes);
    }

    private (int First, int Last) Range(double centre, double radius) =>
        (Math.Max(0, (int)Math.Floor((centre - radius) * size)), Math.Min(size - 1, (int)Math.Ceiling((centre + radius) * size)));

    private static byte Byte(double value) => (byte)((Math.Clamp(value, 0, 1) * 255) + 0.5);
}
