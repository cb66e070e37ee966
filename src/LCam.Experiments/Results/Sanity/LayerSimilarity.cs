namespace LCam.Experiments.Results;

/// <summary>How alike an explainer's maps are to those of the network as it was, once this layer and all above it are random.</summary>
/// <param name="Depth">Random layers: 1-based.</param>
/// <param name="Layer">State-dict name of the last of them.</param>
/// <param name="Images">Images compared.</param>
public sealed record LayerSimilarity(int Depth, string Layer, int Images, SimilarityMean RankCorrelation, SimilarityMean StructuralSimilarity);
