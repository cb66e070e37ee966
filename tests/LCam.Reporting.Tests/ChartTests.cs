using System.Globalization;
using System.Xml.Linq;
using LCam.Reporting.Charts;
using LCam.Reporting.Contents;

namespace LCam.Reporting.Tests;

public sealed class ChartTests
{
    [Fact]
    public void Charts_take_their_colours_from_the_page()
    {
        string[] charts =
        [
            LineChart.Render("lines", "loss", [new Curve("a", [(0, 1), (1, 2)]), new Curve("b", [(0, 2), (1, double.NaN), (2, 1)])]),
            BoxChart.Render("boxes", "drop", [("a", new Distribution([1, 2, 3])), ("empty", new Distribution([]))]),
            ScatterChart.Render("points", "a", "b", [(1, 2, "x.html#y", "an image")]),
        ];
        Assert.All(charts, chart =>
        {
            Assert.DoesNotContain("rgb(", chart, StringComparison.Ordinal);
            Assert.DoesNotContain("black", chart, StringComparison.Ordinal);
            Assert.Contains("currentColor", chart, StringComparison.Ordinal);
        });
        Assert.Contains("var(--series-1)", charts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_stands_where_its_axes_say_and_leads_to_its_image()
    {
        var svg = XElement.Parse(ScatterChart.Render("points", "a", "b", [(0, 0, "0", "zero"), (100, 100, "1", "hundred"), (-5000, 50, "2", "far")]));
        var points = svg.Elements().Where(element => element.Name.LocalName == "a").ToList();
        Assert.Equal(["0", "1", "2"], points.Select(point => (string)point.Attribute("href")!));
        var places = points.Select(point => point.Elements().Single()).Select(circle => (X: Number(circle, "cx"), Y: Number(circle, "cy"))).ToList();
        Assert.True(places[1].X > places[0].X && places[1].Y < places[0].Y);

        // What lies beyond is drawn at the edge.
        Assert.Equal(places[0].X - (places[1].X - places[0].X), places[2].X, 0.2);
        Assert.Equal(places[0].Y + ((places[1].Y - places[0].Y) / 2), places[2].Y, 0.2);
    }

    [Fact]
    public void A_name_in_a_chart_is_text() =>
        Assert.Contains(XElement.Parse(BoxChart.Render(ReportFixture.Hostile, "drop", [(ReportFixture.Hostile, new Distribution([1]))])).DescendantsAndSelf(), element => element.Value == ReportFixture.Hostile);

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
}
