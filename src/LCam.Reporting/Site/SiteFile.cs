namespace LCam.Reporting.Site;

/// <summary>A file of the site that is no page, such as a picture.</summary>
/// <param name="Path">Relative to the site's folder, with slashes.</param>
/// <param name="Bytes">Gives its content, when it is written or asked for.</param>
public sealed record SiteFile(string Path, Func<byte[]> Bytes);
