namespace LCam.Shapes;

/// <summary>A point or direction; in scenes, in units of the image's side from its upper left corner.</summary>
internal readonly record struct Point(double X, double Y)
{
    public double Length => Math.Sqrt((X * X) + (Y * Y));

    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(Point a, double factor) => new(a.X * factor, a.Y * factor);

    public static double Dot(Point a, Point b) => (a.X * b.X) + (a.Y * b.Y);

    public static Point Direction(double angle) => new(Math.Cos(angle), Math.Sin(angle));

    /// <summary>The coordinates along an axis of unit length and across it.</summary>
    public Point Along(Point axis) => new((X * axis.X) + (Y * axis.Y), (Y * axis.X) - (X * axis.Y));
}
