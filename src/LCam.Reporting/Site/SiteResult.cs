namespace LCam.Reporting.Site;

/// <summary>What was written.</summary>
/// <param name="Folder">The site's absolute path.</param>
/// <param name="Index">Its first page.</param>
/// <param name="Bytes">Of all files together.</param>
public sealed record SiteResult(string Folder, string Index, int Pages, int Files, long Bytes);
