namespace LCam.Reporting.Site;

/// <summary>A link to a page of the site.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Path">Relative to the site's folder.</param>
public sealed record SiteLink(string Text, string Path);
