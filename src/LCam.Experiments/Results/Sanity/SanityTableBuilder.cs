using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Results;

/// <summary>Builds a sanity check's table from per-image similarities in the store: no model, no images, no weights.</summary>
public sealed class SanityTableBuilder(ExperimentStore? store)
{
    public SanityTable Build(ExperimentSpec spec)
    {
        var rows = StoredRows.Of(RowSource.All(spec, CellExpansion.Expand(spec)), spec.Name, store);
        var groups = rows.Rows.GroupBy(row => row.Source.Group).Select(group => Group(group.Key, group));
        return new SanityTable(spec.Name, [.. groups], rows.ClassifierNotes(store));
    }

    private SanityGroup Group(string backbone, IEnumerable<StoredRow> rows)
    {
        var built = rows.Select(Row).OrderBy(row => row.Kind).ToList();
        var layers = built.MaxBy(row => row.Layers.Count)!.Layers.Select(layer => layer.Layer);
        return new SanityGroup(backbone, [.. layers], built);
    }

    private SanityRow Row(StoredRow row)
    {
        var layers = row.Run is { State: RunState.Succeeded } run ? Layers(store!, run.Id) : [];
        return new SanityRow(
            row.Source.Method,
            row.Source.Kind,
            row.Source.Label,
            row.Run?.Id,
            layers,
            row.Source.Notes,
            layers.Count > 0 ? null : row.WhyMissing("its run compared nothing"));
    }

    /// <summary>What a run found, from the output down.</summary>
    internal static IReadOnlyList<LayerSimilarity> Layers(ExperimentStore store, string run) =>
    [
        .. store.Scores.Layers(run).Select(layer => new LayerSimilarity(
            layer.Depth,
            layer.Layer,
            layer.Images.Count,
            SimilarityMean.Of(layer.Images.Select(image => image.RankCorrelation)),
            SimilarityMean.Of(layer.Images.Select(image => image.StructuralSimilarity)))),
    ];
}
