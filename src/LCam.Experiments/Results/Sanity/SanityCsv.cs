using System.Globalization;
using System.Text;

namespace LCam.Experiments.Results;

/// <summary>A sanity check as comma-separated values at full precision, a line for each explainer and layer (RFC 4180).</summary>
internal static class SanityCsv
{
    /// <summary>How the first line begins.</summary>
    internal const string Header =
        "backbone,method,kind,cell,run,depth,layer,images,rank_correlation,rank_correlation_deviation,rank_correlation_images,structural_similarity,structural_similarity_deviation,structural_similarity_images,missing";

    public static string Render(SanityTable table)
    {
        var isMixed = MixedColumn.IsNeeded(table.Groups.SelectMany(group => group.Rows).Select(row => row.Notes));
        var text = new StringBuilder(Header).Append(isMixed ? $",{MixedColumn.Name}\r\n" : "\r\n");
        foreach (var (group, row) in table.Groups.SelectMany(group => group.Rows, (group, row) => (group, row)))
        {
            string?[] who = [group.Backbone, row.Method, row.Kind.ToString().ToLowerInvariant(), row.Label, row.RunId];
            foreach (var layer in row.Layers.Cast<LayerSimilarity?>().DefaultIfEmpty())
            {
                string?[] fields =
                [
                    .. who, Whole(layer?.Depth), layer?.Layer, Whole(layer?.Images),
                    .. Fields(layer?.RankCorrelation), .. Fields(layer?.StructuralSimilarity), row.Missing, .. (string[])(isMixed ? [MixedColumn.Of(row.Notes)] : []),
                ];
                text.AppendJoin(',', fields.Select(field => CsvFormat.Quote(field ?? ""))).Append("\r\n");
            }
        }

        return text.ToString();
    }

    private static string?[] Fields(SimilarityMean? mean) =>
        [CsvFormat.Number(mean?.Mean), CsvFormat.Number(mean?.Deviation), Whole(mean?.Images)];

    private static string? Whole(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
