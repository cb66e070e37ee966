namespace LCam.Experiments.Galleries;

/// <summary>How an image fared when masked by a map of which a share was muted.</summary>
/// <param name="Percentage">That share, in [0,1].</param>
/// <param name="Confidence">Of the explained class, in [0,1], as it was stored; NaN where the map was.</param>
/// <param name="Drop">100 max(0, Y - O) / Y in percent, of the stored confidences.</param>
/// <param name="Map">File of the coloured map, transparent where it is muted, relative to the pictures' folder; null where there is none.</param>
/// <param name="Masked">File of the image masked by that map; null where there is none.</param>
public sealed record GalleryCell(double Percentage, double Confidence, double Drop, string? Map, string? Masked);
