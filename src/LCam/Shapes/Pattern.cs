namespace LCam.Shapes;

/// <summary>
/// The pattern on each kind of labelled object. As with animals and signs, outline and pattern together make a kind;
/// outlines alone would take a small network far longer to learn from scratch.
/// </summary>
internal static class Pattern
{
    /// <summary>The share of the second colour, 0 to 1.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="p">A place in the object's own frame, where it reaches to about 1.</param>
    public static double Share(ShapeKind kind, Point p) => Edge(kind switch
    {
        ShapeKind.Disc => Math.Sin(5.2 * p.X) * Math.Sin(5.2 * p.Y) * 2,
        ShapeKind.Ring => Math.Sin(8 * Math.Atan2(p.Y, p.X)),
        ShapeKind.Square => Math.Sin(10 * p.Y),
        ShapeKind.Triangle => Dots(p, 0.5) * 1.5,
        ShapeKind.Star => Math.Sin(13 * p.X) * Math.Sin(13 * p.Y) * 2,
        ShapeKind.Cross => Math.Cos(10 * p.X),
        ShapeKind.Crescent => -1,
        ShapeKind.Heart => Math.Cos(12 * p.Length),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such shape"),
    });

    private static double Dots(Point p, double spacing)
    {
        var x = (p.X / spacing) - Math.Round(p.X / spacing);
        var y = (p.Y / spacing) - Math.Round(p.Y / spacing);
        return (0.3 - new Point(x, y).Length) * 4;
    }

    private static double Edge(double wave) => Math.Clamp(0.5 + (1.5 * wave), 0, 1);
}
