using System.Globalization;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace LCam.Experiments.Results;

/// <summary>A sanity check's curves as SVG: a column for each backbone, a row for each similarity, a curve for each explainer.</summary>
public static class SanityPlot
{
    private const double PanelWidth = 560;
    private const double PanelHeight = 360;
    private const double LegendWidth = 220;

    // Okabe and Ito's colours, which people with any colour vision tell apart; then the same in other line styles.
    internal static readonly IReadOnlyList<OxyColor> Colours =
        [.. new[] { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000" }.Select(OxyColor.Parse)];

    private static readonly LineStyle[] Styles = [LineStyle.Solid, LineStyle.Dash, LineStyle.DashDot, LineStyle.Dot, LineStyle.LongDash];

    private static readonly (string Name, Func<LayerSimilarity, SimilarityMean> Of)[] Similarities =
    [
        ("rank correlation", layer => layer.RankCorrelation),
        ("SSIM", layer => layer.StructuralSimilarity),
    ];

    /// <summary>The SVG document: the same bytes for the same numbers on any machine.</summary>
    public static string Render(SanityTable table)
    {
        var groups = table.Groups.Where(group => group.Layers.Count > 0).ToList();
        var shown = groups.SelectMany(group => group.Rows).Where(row => row.Layers.Count > 0).DistinctBy(row => row.Method).OrderBy(row => row.Kind).ToList();
        var looks = shown.GroupBy(row => row.Kind == RowKind.Control).SelectMany(kind => kind.Select(Look)).ToDictionary(look => look.Title);

        XNamespace svg = "http://www.w3.org/2000/svg";
        var width = (PanelWidth * groups.Count) + LegendWidth;
        var height = PanelHeight * Similarities.Length;
        var document = new XElement(
            svg + "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")),
            new XAttribute("width", width),
            new XAttribute("height", height),
            new XElement(svg + "title", table.Name),
            new XElement(svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "white")));
        for (var column = 0; column < groups.Count; column++)
        {
            for (var line = 0; line < Similarities.Length; line++)
            {
                document.Add(Place(Panel(groups[column], Similarities[line], looks), PanelWidth, PanelHeight, column * PanelWidth, line * PanelHeight));
            }
        }

        document.Add(Place(Legend(shown.Select(row => looks[row.Method])), LegendWidth, height, groups.Count * PanelWidth, 0));
        return document + "\n";
    }

    // A line, without any points, for the legend and to be copied.
    private static LineSeries Look(SanityRow row, int place) => row.Kind == RowKind.Control
        ? new LineSeries { Title = row.Method, Color = OxyColors.Gray, LineStyle = Styles[place % Styles.Length], StrokeThickness = 1.5 }
        : new LineSeries { Title = row.Method, Color = Colours[place % Colours.Count], LineStyle = Styles[place / Colours.Count % Styles.Length], StrokeThickness = 2 };

    private static PlotModel Panel(SanityGroup group, (string Name, Func<LayerSimilarity, SimilarityMean> Of) similarity, Dictionary<string, LineSeries> looks)
    {
        var model = Model();
        model.Title = $"{group.Backbone}: {similarity.Name}";
        var rows = group.Rows.Where(row => row.Layers.Count > 0).ToList();
        var least = rows.SelectMany(row => row.Layers).Select(similarity.Of).Min(mean => mean.Mean) ?? 0;
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = Math.Min(0, least) - 0.05, Maximum = 1.05, MajorStep = 0.25, MinorTickSize = 0, MajorGridlineStyle = LineStyle.Dot });
        var layers = new CategoryAxis { Position = AxisPosition.Bottom, Angle = -50, IsTickCentered = true };
        layers.Labels.AddRange(group.Layers);
        model.Axes.Add(layers);
        foreach (var row in rows)
        {
            var look = looks[row.Method];
            var curve = new LineSeries { Color = look.Color, LineStyle = look.LineStyle, StrokeThickness = look.StrokeThickness };
            curve.Points.AddRange(row.Layers.Select((layer, depth) => new DataPoint(depth, similarity.Of(layer).Mean ?? double.NaN)));
            model.Series.Add(curve);
        }

        return model;
    }

    private static PlotModel Legend(IEnumerable<LineSeries> looks)
    {
        var model = Model();
        model.PlotAreaBorderThickness = new OxyThickness(0);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, IsAxisVisible = false });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, IsAxisVisible = false });
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.LeftTop, LegendSymbolLength = 36, LegendLineSpacing = 6 });
        foreach (var look in looks)
        {
            model.Series.Add(look);
        }

        return model;
    }

    private static PlotModel Model() => new()
    {
        Culture = CultureInfo.InvariantCulture,
        DefaultFont = "Arial, Helvetica, sans-serif",
        TitleFontSize = 14,
        Padding = new OxyThickness(24, 8, 8, 28),
    };

    private static XElement Place(PlotModel model, double width, double height, double left, double top)
    {
        var exporter = new SvgExporter { Width = width, Height = height, UseVerticalTextAlignmentWorkaround = true };
        var panel = XElement.Parse(exporter.ExportToString(model));
        panel.SetAttributeValue("x", left);
        panel.SetAttributeValue("y", top);

        // No curve leaves its axes, but texts would be cut off at the width that they have in Arial, which a viewer may lack.
        panel.DescendantsAndSelf().Attributes("clip-path").Remove();
        panel.Descendants().Where(element => element.Name.LocalName == "clipPath").Remove();
        return panel;
    }
}
