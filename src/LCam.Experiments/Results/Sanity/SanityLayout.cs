using System.Globalization;
using LCam.Experiments.Results.Layout;

namespace LCam.Experiments.Results;

/// <summary>Lays a sanity check out: for each backbone a table of each similarity, explainers by layers.</summary>
internal static class SanityLayout
{
    private static readonly (string Name, Func<LayerSimilarity, SimilarityMean> Of)[] Similarities =
    [
        ("rank correlation", layer => layer.RankCorrelation),
        ("SSIM", layer => layer.StructuralSimilarity),
    ];

    public static TableDocument Of(SanityTable table)
    {
        var footnotes = new Footnotes();
        var grids = table.Groups.SelectMany(group => Similarities, (group, similarity) => Grid(group, similarity.Name, similarity.Of, footnotes)).ToList();
        return new TableDocument(table.Name, grids, Caption(table), table.Notes, footnotes.Texts);
    }

    private static Grid Grid(SanityGroup group, string name, Func<LayerSimilarity, SimilarityMean> of, Footnotes footnotes)
    {
        var lines = new List<GridLine>();
        foreach (var (row, previous) in group.Rows.Zip(group.Rows.Prepend(null)))
        {
            if (row.Kind == RowKind.Control && previous?.Kind != RowKind.Control)
            {
                lines.Add(GridLine.Title(GridLineKind.Part, "Controls"));
            }

            var means = row.Layers.Select(of).ToList();
            var undefined = means.Sum(mean => row.Layers[0].Images - mean.Images);
            var places = footnotes.Refer([row.Missing, Undefined(undefined, row.Layers.Sum(layer => layer.Images)), .. row.Notes]);
            var cells = group.Layers.Select((_, depth) => means.ElementAtOrDefault(depth)?.Mean).Append(SimilarityMean.Of(means.Select(mean => mean.Mean)).Mean);
            lines.Add(new GridLine(GridLineKind.Values, [row.Method], places, [.. cells.Select(value => new GridCell(value))]));
        }

        return new Grid($"{group.Backbone}: {name}", ["Method"], [.. group.Layers, "Mean"], lines);
    }

    private static string? Undefined(int undefined, int compared) => undefined == 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"undefined for {undefined} of {compared} pairs of maps, because a map is constant or not finite; the means are over the others");

    private static string Caption(SanityTable table)
    {
        var counts = table.Groups.SelectMany(group => group.Rows).SelectMany(row => row.Layers).Select(layer => layer.Images).Distinct().Order()
            .Select(count => count.ToString(CultureInfo.InvariantCulture)).ToList();
        var over = counts.Count == 0 ? "" : $" (over {string.Join(" or ", counts)} images)";
        return $"How alike{over} an explainer's maps are to those of the same, trained network, once the column's layer and all left of it are random; the class stays the same. "
            + "1 is the same map: it does not depend on those layers, and cannot explain what they compute. An attention mechanism keeps its trained weights, and looks only at the layers below its cut.";
    }
}
