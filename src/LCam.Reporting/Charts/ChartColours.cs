using System.Text.RegularExpressions;
using System.Xml.Linq;
using OxyPlot;

namespace LCam.Reporting.Charts;

/// <summary>Colours that charts take from the page, so that a chart is as readable in the dark as in print.</summary>
internal static partial class ChartColours
{
    /// <summary>How many colours the style sheet has for series.</summary>
    public const int Series = 7;

    // Colours that no chart has stand for the style sheet's until the drawing is done.
    private const byte Red = 1;
    private const byte Green = 2;

    /// <summary>The colour of the n-th series, 0-based; after the last come the first again.</summary>
    public static OxyColor Of(int place) => OxyColor.FromRgb(Red, Green, (byte)(place % Series));

    /// <summary>Gives a drawing the style sheet's colours; black becomes that of the page's text.</summary>
    public static void TakeFromPage(XElement drawing)
    {
        foreach (var attribute in drawing.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName is "style" or "fill" or "stroke"))
        {
            attribute.Value = Black().Replace(Placeholder().Replace(attribute.Value, "var(--series-$1)"), "currentColor");
        }
    }

    [GeneratedRegex(@"rgb\(0,0,0\)|black")]
    private static partial Regex Black();

    [GeneratedRegex(@"rgb\(1,2,(\d+)\)")]
    private static partial Regex Placeholder();
}
