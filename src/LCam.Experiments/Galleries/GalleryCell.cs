namespace LCam.Experiments.Galleries;

/// <summary>How an image fared when masked by a map of which a share was muted.</summary>
/// <param name="Percentage">That share, in [0,1].</param>
/// <param name="Confidence">Of the explained class, in [0,1], as it was stored; NaN where the map was.</param>
/// <param name="Drop">100 max(0, Y - O) / Y in percent, of the stored confidences.</param>
/// <param name="Muted">The masked image's file, relative to the gallery's folder; null where there is none.</param>
public sealed record GalleryCell(double Percentage, double Confidence, double Drop, string? Muted);
