namespace LCam.Experiments.Galleries;

/// <summary>An image as one network sees it, and how that is explained.</summary>
public sealed record GalleryView
{
    public required GalleryNetwork Network { get; init; }

    /// <summary>The explained class: the network's most probable one.</summary>
    public required int Class { get; init; }

    /// <summary>Null where names are not known.</summary>
    public required string? ClassName { get; init; }

    /// <summary>Of that class, unmasked, in [0,1], as it was stored.</summary>
    public required double Confidence { get; init; }

    /// <summary>That confidence worked out anew; null where it was not, or where it is the stored one within <see cref="Gallery.Tolerance"/>.</summary>
    public double? Recomputed { get; init; }

    /// <summary>The file of what the network sees, relative to the pictures' folder; null where there is none.</summary>
    public string? Picture { get; init; }

    /// <summary>Why there is no picture; null where there is one.</summary>
    public string? Missing { get; init; }

    /// <summary>One for each of the network's methods that has scores of the image.</summary>
    public required IReadOnlyList<GalleryRow> Rows { get; init; }
}
