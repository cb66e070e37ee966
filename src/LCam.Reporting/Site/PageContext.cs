namespace LCam.Reporting.Site;

/// <summary>Where a page stands.</summary>
/// <param name="Site">The site that it is of.</param>
/// <param name="Path">Its own path in the site.</param>
public sealed record PageContext(ReportSite Site, string Path)
{
    /// <summary>A link from this page to a path of the site, relative, so that the site works wherever it is put.</summary>
    /// <param name="anchor">A place on the target's page; null for its beginning.</param>
    public string Link(string path, string? anchor = null)
    {
        var up = string.Concat(Enumerable.Repeat("../", Path.Count(letter => letter == '/')));
        return up + path + (anchor is null ? "" : $"#{anchor}");
    }
}
