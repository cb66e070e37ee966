using System.Globalization;
using System.Xml.Linq;
using LCam.Experiments.Results;
using OxyPlot;

namespace LCam.Reporting.Charts;

/// <summary>A sanity check's drawing, which elsewhere stands on white by itself, in the colours of a page.</summary>
internal static class SanityChart
{
    /// <summary>The chart as SVG.</summary>
    /// <param name="title">What it shows, for whoever cannot see it.</param>
    public static string Render(string title, SanityTable table)
    {
        var svg = XElement.Parse(SanityPlot.Render(table));
        var paper = svg.Elements().First(element => element.Name.LocalName == "rect");
        paper.Remove();
        svg.Elements().Where(element => element.Name.LocalName == "title").Remove();
        svg.Descendants().Where(element => element.Name.LocalName == "defs").Remove();
        svg.Attributes().Where(attribute => attribute.Name.LocalName is "width" or "height").Remove();
        svg.SetAttributeValue("class", "chart wide");
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", title);
        var text = svg.ToString(SaveOptions.DisableFormatting);

        // Black is the page's own; before it come the series.
        foreach (var (place, colour) in SanityPlot.Colours.SkipLast(1).Index())
        {
            text = text.Replace(Rgb(colour), $"var(--series-{place.ToString(CultureInfo.InvariantCulture)})", StringComparison.Ordinal);
        }

        return ChartColours.FromPage(text.Replace(Rgb(OxyColors.Gray), "var(--soft)", StringComparison.Ordinal));
    }

    private static string Rgb(OxyColor colour) => string.Create(CultureInfo.InvariantCulture, $"rgb({colour.R},{colour.G},{colour.B})");
}
