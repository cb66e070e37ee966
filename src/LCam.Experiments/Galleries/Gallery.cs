namespace LCam.Experiments.Galleries;

/// <summary>Chosen images and how an experiment's explainers explain them: stored numbers, and pictures made of the models that are there.</summary>
public sealed record Gallery
{
    /// <summary>
    /// How far a confidence that is worked out anew may be from the stored one without a word: half of the last digit that
    /// a page shows.
    /// </summary>
    public const double Tolerance = 0.0005;

    public required GalleryOptions Options { get; init; }

    /// <summary>Images that there were to choose from.</summary>
    public required int Available { get; init; }

    /// <summary>The share of the map that is muted in the scores by which images were chosen.</summary>
    public required double Percentage { get; init; }

    public required IReadOnlyList<GalleryNetwork> Networks { get; init; }

    /// <summary>In the order in which they were chosen.</summary>
    public required IReadOnlyList<GalleryImage> Images { get; init; }

    /// <summary>What is missing and why, and what would bring it; each a sentence without a full stop.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Confidences that were worked out anew, and the largest distance of one from what is stored.</summary>
    public required (int Count, double Largest) Recomputed { get; init; }
}
