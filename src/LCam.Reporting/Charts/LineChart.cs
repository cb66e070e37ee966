using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace LCam.Reporting.Charts;

/// <summary>Curves over steps.</summary>
internal static class LineChart
{
    private const double Width = 640;
    private const double Height = 320;

    // Beside the colours, for whoever does not tell them apart.
    private static readonly (LineStyle Style, string Dashes)[] Styles =
        [(LineStyle.Solid, ""), (LineStyle.Dash, "4 1"), (LineStyle.Dot, "1 1"), (LineStyle.DashDot, "4 1 1 1")];

    /// <summary>The chart as SVG.</summary>
    /// <param name="title">What it shows, for whoever cannot see it.</param>
    /// <param name="vertical">The vertical axis's title.</param>
    public static string Render(string title, string vertical, IReadOnlyList<Curve> curves)
    {
        var model = Chart.Model();
        model.Axes.Add(Chart.Axis(AxisPosition.Bottom, "step"));
        model.Axes.Add(Chart.Axis(AxisPosition.Left, vertical));
        foreach (var (place, curve) in curves.Index())
        {
            var series = new LineSeries
            {
                Color = ChartColours.Of(place),
                LineStyle = Styles[place % Styles.Length].Style,
                StrokeThickness = 1.8,
                MarkerType = curve.Points.Count == 1 ? MarkerType.Circle : MarkerType.None,
            };
            series.Points.AddRange(curve.Points.Select(point => new DataPoint(point.Step, point.Value)));
            model.Series.Add(series);
        }

        return Chart.Svg(model, Width, Height, title);
    }

    /// <summary>How the curves look, in the order given.</summary>
    public static IReadOnlyList<LegendKey> Legend(IReadOnlyList<string> names) =>
        [.. names.Index().Select(name => new LegendKey(name.Item, name.Index % ChartColours.Series, Styles[name.Index % Styles.Length].Dashes))];
}
