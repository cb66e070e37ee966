using System.Globalization;
using System.Text;

namespace LCam.Experiments.Results;

/// <summary>A sanity check in Markdown: for each backbone a table of each similarity, explainers by layers.</summary>
internal static class SanityMarkdown
{
    private static readonly (string Name, Func<LayerSimilarity, SimilarityMean> Of)[] Similarities =
    [
        ("rank correlation", layer => layer.RankCorrelation),
        ("SSIM", layer => layer.StructuralSimilarity),
    ];

    public static string Render(SanityTable table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {table.Name}\n");
        var footnotes = new Footnotes();
        foreach (var group in table.Groups)
        {
            foreach (var (name, of) in Similarities)
            {
                Append(text, group, name, of, footnotes);
            }
        }

        text.Append('\n').Append(Caption(table)).Append('\n');
        foreach (var note in table.Notes)
        {
            text.Append('\n').Append(MarkdownFormat.Escape(note)).Append('\n');
        }

        return text.Append(footnotes.Render()).ToString();
    }

    private static void Append(StringBuilder text, SanityGroup group, string name, Func<LayerSimilarity, SimilarityMean> of, Footnotes footnotes)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {MarkdownFormat.Escape(group.Backbone)}: {name}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| Method | {string.Concat(group.Layers.Select(layer => layer + " | "))}Mean |\n|:--|{string.Concat(group.Layers.Select(_ => "--:|"))}--:|\n");
        foreach (var (row, previous) in group.Rows.Zip(group.Rows.Prepend(null)))
        {
            if (row.Kind == RowKind.Control && previous?.Kind != RowKind.Control)
            {
                text.Append(CultureInfo.InvariantCulture, $"| *Controls* |{string.Concat(group.Layers.Select(_ => " |"))} |\n");
            }

            var means = row.Layers.Select(of).ToList();
            var undefined = means.Sum(mean => row.Layers[0].Images - mean.Images);
            var mark = footnotes.Mark([row.Missing, Undefined(undefined, row.Layers.Sum(layer => layer.Images)), .. row.Notes]);
            var cells = group.Layers.Select((_, depth) => MarkdownFormat.Number(means.ElementAtOrDefault(depth)?.Mean))
                .Append(MarkdownFormat.Number(SimilarityMean.Of(means.Select(mean => mean.Mean)).Mean));
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownFormat.Escape(row.Method)}{mark} | {string.Join(" | ", cells)} |\n");
        }
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
