namespace LCam.Experiments.Galleries;

/// <summary>A classifier that explainers explain, at one size of its images.</summary>
/// <param name="Ordinal">0-based.</param>
/// <param name="Name">As tables name it, with what tells it from others of that name.</param>
/// <param name="Methods">In the table's order.</param>
public sealed record GalleryNetwork(int Ordinal, string Name, IReadOnlyList<GalleryMethod> Methods);
