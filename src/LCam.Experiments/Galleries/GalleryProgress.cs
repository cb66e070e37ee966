namespace LCam.Experiments.Galleries;

/// <summary>How far the painting of a gallery is.</summary>
/// <param name="Done">Maps that are made or given up.</param>
/// <param name="Total">Maps in all.</param>
public readonly record struct GalleryProgress(int Done, int Total);
