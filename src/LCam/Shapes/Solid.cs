namespace LCam.Shapes;

/// <summary>Paints a thing given by its outline: lit from one side as if it bulged, with a soft shadow on what lies behind.</summary>
/// <param name="Centre">In units of the image's side.</param>
/// <param name="Radius">No part of the thing is further from the centre.</param>
/// <param name="Distance">Signed distance to the outline at a place in the image, negative inside.</param>
/// <param name="Surface">Its colour at a place in the image, before any light.</param>
/// <param name="Bulge">How wide the rounded rim is.</param>
/// <param name="Shadow">How far the shadow falls.</param>
internal sealed record Solid(Point Centre, double Radius, Func<Point, double> Distance, Func<Point, Colour> Surface, double Bulge, double Shadow)
{
    private const double Step = 0.002;

    /// <param name="canvas">Painted on.</param>
    /// <param name="light">Where the light comes from.</param>
    /// <param name="coverage">Set, where not null, to the share of each pixel that the thing covers (row-major).</param>
    public void Paint(Canvas canvas, Light light, double[]? coverage = null)
    {
        var fall = light.Towards * -Shadow;
        canvas.Around(Centre, Radius + (2 * Shadow), (x, y) =>
        {
            var shade = 0.55 * Math.Clamp(0.5 - (Distance(canvas.Centre(x, y) - fall) / (1.2 * Shadow)), 0, 1);
            canvas[x, y] *= 1 - shade;
        });
        canvas.Around(Centre, Radius + 0.02, (x, y) =>
        {
            var place = canvas.Centre(x, y);
            var distance = Distance(place);
            var share = canvas.Coverage(distance);
            if (share > 0)
            {
                canvas.Blend(x, y, Surface(place) * Relief(place, distance, light), share);
            }

            if (coverage is not null)
            {
                coverage[(y * canvas.Size) + x] = share;
            }
        });
    }

    private double Relief(Point place, double distance, Light light)
    {
        var rim = Math.Clamp(1 + (distance / Bulge), 0, 1);
        if (rim == 0)
        {
            return 1;
        }

        var slopeX = Distance(place + new Point(Step, 0)) - Distance(place - new Point(Step, 0));
        var slopeY = Distance(place + new Point(0, Step)) - Distance(place - new Point(0, Step));
        var facing = Point.Dot(new Point(slopeX, slopeY) * (0.5 / Step), light.Towards);
        return 1 + (0.45 * rim * rim * Math.Clamp(facing, -1, 1));
    }
}
