namespace LCam.Reporting.Site;

/// <summary>A page of the site: where it is, and what it is rendered from.</summary>
/// <param name="Path">Relative to the site's folder, with slashes.</param>
/// <param name="Component">A <see cref="Pages.ReportPage"/>.</param>
/// <param name="Parameters">Of the component, beside where it stands.</param>
public sealed record SitePage(string Path, Type Component, IReadOnlyDictionary<string, object?> Parameters)
{
    public SitePage(string path, Type component)
        : this(path, component, new Dictionary<string, object?>())
    {
    }
}
