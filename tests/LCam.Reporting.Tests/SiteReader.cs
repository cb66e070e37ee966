using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LCam.Reporting.Tests;

/// <summary>Parses a site as a browser does.</summary>
internal static class SiteReader
{
    /// <summary>The pages of a site by path.</summary>
    public static IReadOnlyDictionary<string, IHtmlDocument> Pages(IReadOnlyDictionary<string, byte[]> files) => files
        .Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal))
        .ToDictionary(file => file.Key, file => new HtmlParser().ParseDocument(new MemoryStream(file.Value)), StringComparer.Ordinal);

    /// <summary>What is wrong with the links of a site: each a page, a reference, and why.</summary>
    public static IEnumerable<string> BrokenLinks(IReadOnlyDictionary<string, byte[]> files)
    {
        var pages = Pages(files);
        foreach (var (path, page) in pages)
        {
            foreach (var reference in References(page))
            {
                var parts = reference.Split('#');
                var target = parts[0].Length == 0 ? path : Path.GetRelativePath("/", Path.Combine("/", Path.GetDirectoryName(path)!, parts[0]));
                if (reference.Contains(':', StringComparison.Ordinal) || reference.StartsWith('/'))
                {
                    yield return $"{path}: {reference} leaves the site";
                }
                else if (!files.ContainsKey(target))
                {
                    yield return $"{path}: {reference} leads nowhere";
                }
                else if (parts.Length > 1 && pages[target].GetElementById(parts[1]) is null)
                {
                    yield return $"{path}: {reference} has no such anchor";
                }
            }
        }
    }

    /// <summary>Everything that a page leads to or fetches.</summary>
    private static IEnumerable<string> References(IHtmlDocument page) => page.All.SelectMany(element => new[] { "href", "src", "action", "data", "poster", "srcset" }
        .Select(element.GetAttribute)).OfType<string>();
}
