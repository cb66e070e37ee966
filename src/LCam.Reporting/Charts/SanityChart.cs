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
        svg.Elements().First(element => element.Name.LocalName == "rect").Remove();
        svg.Elements().Where(element => element.Name.LocalName == "title").Remove();
        svg.Descendants().Where(element => element.Name.LocalName == "defs").Remove();
        svg.Attributes().Where(attribute => attribute.Name.LocalName is "width" or "height").Remove();
        svg.SetAttributeValue("class", "chart wide");
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", title);
        foreach (var style in svg.Descendants().Attributes("style"))
        {
            style.Value = FromPage(style.Value);
        }

        ChartColours.TakeFromPage(svg);
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    // The last colour is black, the page's own.
    private static string FromPage(string style) => SanityPlot.Colours.SkipLast(1).Index().Aggregate(
        style.Replace(Rgb(OxyColors.Gray), "var(--soft)", StringComparison.Ordinal),
        (changed, colour) => changed.Replace(Rgb(colour.Item), $"var(--series-{colour.Index.ToString(CultureInfo.InvariantCulture)})", StringComparison.Ordinal));

    private static string Rgb(OxyColor colour) => string.Create(CultureInfo.InvariantCulture, $"rgb({colour.R},{colour.G},{colour.B})");
}
