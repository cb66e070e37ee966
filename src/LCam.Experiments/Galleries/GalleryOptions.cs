using LCam.Problems;

namespace LCam.Experiments.Galleries;

/// <summary>What a gallery shows, and what it may cost.</summary>
public sealed record GalleryOptions
{
    /// <summary>Images to show; 0 is no gallery.</summary>
    public int Images { get; init; } = 24;

    /// <summary>
    /// Forward passes that one explainer may cost for one image; costlier ones are shown without pictures. The default lets
    /// narrow networks' Score-CAM in and leaves full-sized ones' out: 512 passes times 24 images take hours on a processor.
    /// </summary>
    public int Passes { get; init; } = 500;

    /// <summary>Of the images that are drawn at random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of the numeric library.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Everything that is wrong with these options.</summary>
    public IReadOnlyList<Problem> Check() =>
    [
        .. Images < 0 ? [new Problem("--images", FormattableString.Invariant($"{Images} is no number of images"), "give 0 or more")] : Array.Empty<Problem>(),
        .. Passes < 0 ? [new Problem("--passes", FormattableString.Invariant($"{Passes} is no number of forward passes"), "give 0 or more")] : Array.Empty<Problem>(),
    ];
}
