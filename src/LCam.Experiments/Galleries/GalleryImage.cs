namespace LCam.Experiments.Galleries;

/// <summary>An image of the evaluation list, as every network sees it.</summary>
public sealed record GalleryImage
{
    /// <summary>0-based place in the list.</summary>
    public required int Index { get; init; }

    /// <summary>Path in the list.</summary>
    public required string Path { get; init; }

    /// <summary>The list's class.</summary>
    public required int Label { get; init; }

    /// <summary>Null where names are not known.</summary>
    public required string? LabelName { get; init; }

    /// <summary>Why it was chosen; the first reason is the one by which it came in.</summary>
    public required IReadOnlyList<ChosenReason> Reasons { get; init; }

    /// <summary>One for each network that has scores of it.</summary>
    public required IReadOnlyList<GalleryView> Views { get; init; }
}
