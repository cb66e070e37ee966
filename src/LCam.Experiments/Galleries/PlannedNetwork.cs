namespace LCam.Experiments.Galleries;

/// <summary>A gallery's network and what the store knows of its methods.</summary>
internal sealed record PlannedNetwork(GalleryNetwork Network, IReadOnlyList<PlannedMethod> Methods);
