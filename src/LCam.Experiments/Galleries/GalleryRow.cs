namespace LCam.Experiments.Galleries;

/// <summary>What an explainer says of an image.</summary>
public sealed record GalleryRow
{
    public required GalleryMethod Method { get; init; }

    /// <summary>By percentage, ascending.</summary>
    public required IReadOnlyList<GalleryCell> Cells { get; init; }

    /// <summary>Why there are no pictures; null where there are.</summary>
    public string? Missing { get; init; }

    /// <summary>
    /// The confidence of the masked image at the first percentage, worked out anew; null where it was not (which is for one
    /// batch of images alone), or where it is the stored one within <see cref="Gallery.Tolerance"/>.
    /// </summary>
    public double? Recomputed { get; init; }
}
