using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace LCam.Experiments.Results;

/// <summary>A sanity check's curves as SVG: a column for each backbone, a row for each similarity, a curve for each explainer.</summary>
public static class SanityPlot
{
    private const double PanelWidth = 520;
    private const double PanelHeight = 330;
    private const double LegendWidth = 230;

    // Share of a panel's place that separates it from the next: layers' names need room.
    private const double Gap = 0.12;

    // Okabe and Ito's colours, which people with any colour vision tell apart; then the same in other line styles.
    private static readonly OxyColor[] Colors =
        [.. new[] { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000" }.Select(OxyColor.Parse)];

    private static readonly LineStyle[] Styles = [LineStyle.Solid, LineStyle.Dash, LineStyle.DashDot];

    private static readonly (string Name, Func<LayerSimilarity, SimilarityMean> Of)[] Similarities =
    [
        ("Rank correlation", layer => layer.RankCorrelation),
        ("SSIM", layer => layer.StructuralSimilarity),
    ];

    /// <summary>The SVG document: the same bytes for the same numbers on any machine.</summary>
    public static string Render(SanityTable table)
    {
        var groups = table.Groups.Where(group => group.Layers.Count > 0).ToList();
        var model = new PlotModel { Title = table.Name, Culture = CultureInfo.InvariantCulture, Background = OxyColors.White, PlotAreaBorderThickness = new OxyThickness(0) };
        model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.RightTop, LegendSymbolLength = 32 });
        var methods = groups.SelectMany(group => group.Rows).DistinctBy(row => row.Method).OrderBy(row => row.Kind).Select(row => row.Method).ToList();
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var line = 0; line < Similarities.Length; line++)
        {
            for (var column = 0; column < groups.Count; column++)
            {
                AddPanel(model, groups[column], (column, groups.Count), line, methods, named);
            }
        }

        var exporter = new SvgExporter { Width = (PanelWidth * Math.Max(1, groups.Count)) + LegendWidth, Height = PanelHeight * Similarities.Length, IsDocument = true };
        return exporter.ExportToString(model);
    }

    private static void AddPanel(
        PlotModel model, SanityGroup group, (int Index, int Count) column, int line, List<string> methods, HashSet<string> named)
    {
        var (name, of) = Similarities[line];
        var (left, right) = Part(column.Index, column.Count);
        var (bottom, top) = Part(Similarities.Length - 1 - line, Similarities.Length);
        var key = string.Create(CultureInfo.InvariantCulture, $"{column.Index}/{line}");
        model.Axes.Add(new LinearAxis
        {
            Key = "y" + key, Position = AxisPosition.Left, Minimum = -1.02, Maximum = 1.02, MajorStep = 0.5, MinorTickSize = 0, Title = $"{group.Backbone}: {name}",
            StartPosition = bottom, EndPosition = top, PositionTier = column.Index, AxislineStyle = LineStyle.Solid, MajorGridlineStyle = LineStyle.Dot,
        });
        var layers = new CategoryAxis
        {
            Key = "x" + key, Position = AxisPosition.Bottom, Angle = -50, StartPosition = left, EndPosition = right, PositionTier = line, AxislineStyle = LineStyle.Solid, IsTickCentered = true,
        };
        layers.Labels.AddRange(group.Layers);
        model.Axes.Add(layers);
        foreach (var row in group.Rows.Where(row => row.Layers.Count > 0))
        {
            var place = methods.IndexOf(row.Method);
            var curve = new LineSeries
            {
                // One entry in the legend for the explainer's curves of all panels.
                Title = named.Add(row.Method) ? row.Method : null,
                RenderInLegend = true,
                XAxisKey = "x" + key,
                YAxisKey = "y" + key,
                Color = row.Kind == RowKind.Control ? OxyColors.Gray : Colors[place % Colors.Length],
                LineStyle = row.Kind == RowKind.Control ? Styles[place % Styles.Length] : Styles[place / Colors.Length % Styles.Length],
                StrokeThickness = row.Kind == RowKind.Control ? 1 : 2,
            };
            curve.Points.AddRange(row.Layers.Select((layer, depth) => new DataPoint(depth, of(layer).Mean ?? double.NaN)));
            model.Series.Add(curve);
        }
    }

    private static (double Start, double End) Part(int index, int count) => ((index + Gap) / count, (index + 1.0) / count);
}
