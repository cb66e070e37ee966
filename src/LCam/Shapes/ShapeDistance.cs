namespace LCam.Shapes;

/// <summary>
/// Signed distances to the labelled shapes, negative inside, at a size where each fits a circle of radius about 1.1.
/// The formulas for star and heart follow Inigo Quilez, "2D distance functions".
/// </summary>
internal static class ShapeDistance
{
    private const double Root3 = 1.7320508075688772;
    private static readonly Point StarEdge1 = new(0.809016994375, -0.587785252292);
    private static readonly Point StarEdge2 = new(-0.809016994375, -0.587785252292);

    public static double To(ShapeKind kind, Point p) => kind switch
    {
        ShapeKind.Disc => p.Length - 0.9,
        ShapeKind.Ring => Math.Abs(p.Length - 0.74) - 0.23,
        ShapeKind.Square => Box(p, 0.78, 0.78),
        ShapeKind.Triangle => Triangle(p, 0.98),
        ShapeKind.Star => Star(p, 1.15, 0.42),
        ShapeKind.Cross => Math.Min(Box(p, 1, 0.31), Box(p, 0.31, 1)),
        ShapeKind.Crescent => Math.Max(p.Length - 1, 0.8 - (p - new Point(0.52, 0)).Length),
        ShapeKind.Heart => 1.75 * Heart(new Point(Math.Abs(p.X), 0.95 - p.Y) * (1 / 1.75)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such shape"),
    };

    public static double Box(Point p, double halfWidth, double halfHeight)
    {
        var x = Math.Abs(p.X) - halfWidth;
        var y = Math.Abs(p.Y) - halfHeight;
        return new Point(Math.Max(x, 0), Math.Max(y, 0)).Length + Math.Min(Math.Max(x, y), 0);
    }

    public static double Segment(Point p, Point from, Point to, double halfWidth)
    {
        var along = to - from;
        var share = Math.Clamp(Point.Dot(p - from, along) / Point.Dot(along, along), 0, 1);
        return (p - from - (along * share)).Length - halfWidth;
    }

    private static double Triangle(Point p, double halfSide)
    {
        var x = Math.Abs(p.X) - halfSide;
        var y = p.Y + (halfSide / Root3);
        if (x + (Root3 * y) > 0)
        {
            (x, y) = ((x - (Root3 * y)) / 2, ((-Root3 * x) - y) / 2);
        }

        x -= Math.Clamp(x, -2 * halfSide, 0);
        return y > 0 ? -new Point(x, y).Length : new Point(x, y).Length;
    }

    private static double Star(Point p, double radius, double inner)
    {
        p = new Point(Math.Abs(p.X), p.Y);
        p -= StarEdge1 * (2 * Math.Max(Point.Dot(StarEdge1, p), 0));
        p -= StarEdge2 * (2 * Math.Max(Point.Dot(StarEdge2, p), 0));
        p = new Point(Math.Abs(p.X), p.Y - radius);
        var edge = (new Point(-StarEdge1.Y, StarEdge1.X) * inner) - new Point(0, 1);
        var share = Math.Clamp(Point.Dot(p, edge) / Point.Dot(edge, edge), 0, radius);
        var distance = (p - (edge * share)).Length;
        return (p.Y * edge.X) - (p.X * edge.Y) < 0 ? -distance : distance;
    }

    private static double Heart(Point p)
    {
        if (p.X + p.Y > 1)
        {
            return (p - new Point(0.25, 0.75)).Length - 0.3535533905932738;
        }

        var half = Math.Max(p.X + p.Y, 0) / 2;
        var nearest = Math.Min((p - new Point(0, 1)).Length, (p - new Point(half, half)).Length);
        return p.X < p.Y ? -nearest : nearest;
    }
}
