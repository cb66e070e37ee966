namespace LCam.Sanity;

/// <summary>How alike an image's map is to that of the network as it was, once some of its layers are random.</summary>
/// <param name="Index">The image's 0-based place in the list.</param>
/// <param name="Image">Its path in the list.</param>
/// <param name="Class">The class explained both times: what the network as it was predicts.</param>
/// <param name="RankCorrelation">Spearman's; null where undefined.</param>
/// <param name="StructuralSimilarity">SSIM; null where undefined.</param>
public sealed record ImageSimilarity(int Index, string Image, int Class, double? RankCorrelation, double? StructuralSimilarity);
