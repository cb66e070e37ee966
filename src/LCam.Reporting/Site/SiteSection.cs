namespace LCam.Reporting.Site;

/// <summary>Further pages that join a report: here a gallery comes in.</summary>
/// <param name="Title">In the navigation.</param>
/// <param name="Path">Its first page, one of <paramref name="Pages"/>.</param>
/// <param name="Pages">All its pages.</param>
/// <param name="Files">All its other files.</param>
public sealed record SiteSection(string Title, string Path, IReadOnlyList<SitePage> Pages, IReadOnlyList<SiteFile> Files)
{
    /// <summary>The pages that show one image each, by the backbone's 1-based place and the image's 0-based place in the list.</summary>
    public IReadOnlyDictionary<(int Backbone, int Image), string> ImagePages { get; init; } = new Dictionary<(int, int), string>();

    /// <summary>How images were chosen, in sentences for the overview; null where none were.</summary>
    public string? Choice { get; init; }
}
