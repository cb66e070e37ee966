using System.Globalization;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;

namespace LCam.Reporting.Charts;

/// <summary>Two numbers of each image as a point that leads to the image.</summary>
internal static class ScatterChart
{
    private const double Size = 460;

    // A rise may be a thousandfold: what lies beyond is drawn at the edge.
    private const double Low = -100;
    private const double High = 100;

    /// <summary>The chart as SVG.</summary>
    /// <param name="title">What it shows, for whoever cannot see it.</param>
    /// <param name="points">Each with where it leads and what it is.</param>
    public static string Render(string title, string horizontal, string vertical, IReadOnlyList<(double X, double Y, string Link, string Name)> points)
    {
        var model = Chart.Model();
        var (x, y) = (Limited(AxisPosition.Bottom, horizontal), Limited(AxisPosition.Left, vertical));
        model.Axes.Add(x);
        model.Axes.Add(y);
        model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.LinearEquation, Slope = 1, Intercept = 0, Color = OxyColor.FromArgb(140, 0, 0, 0), LineStyle = LineStyle.Dash, StrokeThickness = 1 });
        return Chart.Svg(model, Size, Size, title, svg => points.Select(point => new XElement(
            svg + "a",
            new XAttribute("href", point.Link),
            new XAttribute("tabindex", -1),
            new XElement(
                svg + "circle",
                new XAttribute("cx", Pixel(x, point.X)),
                new XAttribute("cy", Pixel(y, point.Y)),
                new XAttribute("r", 3),
                new XElement(svg + "title", point.Name)))));
    }

    private static LinearAxis Limited(AxisPosition position, string title)
    {
        var axis = Chart.Axis(position, title);
        (axis.Minimum, axis.Maximum, axis.MajorStep) = (Low, High, 50);
        return axis;
    }

    private static string Pixel(LinearAxis axis, double value) => axis.Transform(Math.Clamp(value, Low, High)).ToString("0.#", CultureInfo.InvariantCulture);
}
