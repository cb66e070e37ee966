using LCam.Reporting.Contents;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace LCam.Reporting.Charts;

/// <summary>Distributions side by side: box from quartile to quartile, median, whiskers from the 5 % to the 95 % quantile, a dashed line for the mean.</summary>
internal static class BoxChart
{
    private const double Width = 760;
    private const double RowHeight = 24;
    private const double Margin = 60;
    private const double WiderBy = 2.6;
    private const string Names = "names";
    private const string Values = "values";

    /// <summary>The chart as SVG.</summary>
    /// <param name="title">What it shows, for whoever cannot see it.</param>
    /// <param name="horizontal">The horizontal axis's title.</param>
    public static string Render(string title, string horizontal, IReadOnlyList<(string Name, Distribution Distribution)> rows)
    {
        var model = Chart.Model();

        // The page's font may be wider than the one that the exporter measures.
        model.Padding = new OxyThickness(WiderBy * rows.Max(row => row.Name.Length), 8, 12, 4);
        var values = Chart.Axis(AxisPosition.Bottom, horizontal);
        (values.Key, values.Minimum, values.Maximum) = (Values, 0, 100);
        var names = new CategoryAxis { Position = AxisPosition.Left, Key = Names, StartPosition = 1, EndPosition = 0, TickStyle = TickStyle.None, IsTickCentered = true };
        names.Labels.AddRange(rows.Select(row => row.Name));
        model.Axes.Add(names);
        model.Axes.Add(values);
        var boxes = new BoxPlotSeries
        {
            XAxisKey = Names,
            YAxisKey = Values,
            Stroke = ChartColours.Of(0),
            Fill = OxyColor.FromAColor(60, ChartColours.Of(0)),
            StrokeThickness = 1.4,
            MedianThickness = 2.4,
            MeanPointSize = 2.6,
            MeanThickness = 1.6,
            BoxWidth = 0.55,
            WhiskerWidth = 0.4,
        };
        foreach (var (place, row) in rows.Index().Where(row => row.Item.Distribution.Count > 0))
        {
            boxes.Items.Add(Box(place, row.Distribution));
        }

        model.Series.Add(boxes);
        return Chart.Svg(model, Width, Margin + (RowHeight * rows.Count), title);
    }

    private static BoxPlotItem Box(int place, Distribution values) =>
        new(place, values.Quantile(0.05), values.Quantile(0.25), values.Quantile(0.5), values.Quantile(0.75), values.Quantile(0.95)) { Mean = values.Mean };
}
