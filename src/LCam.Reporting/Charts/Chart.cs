using System.Globalization;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;

namespace LCam.Reporting.Charts;

/// <summary>What all charts have in common, and how they become SVG for a page.</summary>
internal static class Chart
{
    private const double FontSize = 12;

    public static PlotModel Model() => new()
    {
        Culture = CultureInfo.InvariantCulture,
        DefaultFont = "Arial, Helvetica, sans-serif",
        DefaultFontSize = FontSize,
        Padding = new OxyThickness(4, 8, 12, 4),
        PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
    };

    public static LinearAxis Axis(AxisPosition position, string title) => new()
    {
        Position = position,
        Title = title,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = OxyColor.FromArgb(40, 0, 0, 0),
        MinorTickSize = 0,
        TickStyle = TickStyle.Outside,

        // The page's font may be wider than the one that the exporter measures.
        AxisTitleDistance = 20,
    };

    /// <summary>The chart as an SVG element.</summary>
    /// <param name="title">What it shows, in a sentence, for whoever cannot see it.</param>
    /// <param name="over">Draws over the chart, once its axes are laid out.</param>
    public static string Svg(PlotModel model, double width, double height, string title, Func<XNamespace, IEnumerable<XElement>>? over = null)
    {
        var exporter = new SvgExporter { Width = width, Height = height, UseVerticalTextAlignmentWorkaround = true };
        var svg = XElement.Parse(exporter.ExportToString(model));
        svg.Attributes().Where(attribute => attribute.Name.LocalName is "width" or "height" or "version").Remove();
        svg.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        svg.SetAttributeValue("class", "chart");
        svg.SetAttributeValue("aria-label", title);
        svg.SetAttributeValue("role", over is null ? "img" : "group");

        // Texts would be cut off at the width that they have in the exporter's font.
        svg.DescendantsAndSelf().Attributes("clip-path").Remove();
        svg.Descendants().Where(element => element.Name.LocalName is "clipPath" or "defs").Remove();
        if (over is not null)
        {
            svg.Add(over(svg.Name.Namespace));
        }

        ChartColours.TakeFromPage(svg);
        return svg.ToString(SaveOptions.DisableFormatting);
    }
}
