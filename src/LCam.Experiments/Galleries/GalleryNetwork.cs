namespace LCam.Experiments.Galleries;

/// <summary>A classifier that explainers explain, at one size of its images.</summary>
/// <param name="Ordinal">0-based.</param>
/// <param name="Group">The backbone, as tables name it.</param>
/// <param name="Name">That, with what tells it from others of the same backbone.</param>
/// <param name="Methods">In the table's order.</param>
public sealed record GalleryNetwork(int Ordinal, string Group, string Name, IReadOnlyList<GalleryMethod> Methods);
