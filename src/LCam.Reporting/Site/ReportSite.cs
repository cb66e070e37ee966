using LCam.Reporting.Contents;
using LCam.Reporting.Pages;

namespace LCam.Reporting.Site;

/// <summary>A report's pages and files, and how they hang together.</summary>
public sealed class ReportSite
{
    /// <param name="content">What the pages say.</param>
    /// <param name="sections">Further pages, in the navigation's order.</param>
    /// <param name="sequence">Of the store's last event, where the site is served while the experiment may go on; null for a folder.</param>
    public ReportSite(ReportContent content, IReadOnlyList<SiteSection> sections, long? sequence = null)
    {
        (Content, Sections, Sequence) = (content, sections, sequence);
        List<SitePage> pages = [.. OwnPages(), .. sections.SelectMany(section => section.Pages)];
        Pages = pages.ToDictionary(page => page.Path, StringComparer.Ordinal);
        Files = new[] { Asset(SitePaths.StyleSheet), Asset(SitePaths.Script) }.Concat(sections.SelectMany(section => section.Files))
            .ToDictionary(file => file.Path, StringComparer.Ordinal);
        Navigation = [.. Links().Where(link => Pages.ContainsKey(link.Path))];
    }

    public ReportContent Content { get; }

    public IReadOnlyList<SiteSection> Sections { get; }

    /// <summary>Of the store's last event, where pages are served and follow what goes on; null for a folder.</summary>
    public long? Sequence { get; }

    /// <summary>All pages by path, in the order in which they are written.</summary>
    public IReadOnlyDictionary<string, SitePage> Pages { get; }

    /// <summary>All other files by path.</summary>
    public IReadOnlyDictionary<string, SiteFile> Files { get; }

    /// <summary>The links on every page.</summary>
    public IReadOnlyList<SiteLink> Navigation { get; }

    /// <summary>The page that shows an image's maps; null where there is none.</summary>
    /// <param name="backbone">1-based place.</param>
    /// <param name="image">0-based place in the list.</param>
    public string? PictureOf(int backbone, int image) =>
        Sections.Select(section => section.ImagePages.GetValueOrDefault((backbone, image))).FirstOrDefault(path => path is not null);

    private IEnumerable<SitePage> OwnPages()
    {
        yield return new SitePage(SitePaths.Overview, typeof(OverviewPage));
        if (Content.Backbones.Any(backbone => backbone.Measured.Count > 0))
        {
            yield return new SitePage(SitePaths.Methods, typeof(MethodsPage));
            yield return new SitePage(SitePaths.Images, typeof(ImagesPage));
            var lists = Content.Backbones.Where(backbone => backbone.Measured.Count > 0).SelectMany(ListsOf);
            foreach (var page in lists.Concat(SiteBounds.Against(Content.Backbones).SelectMany(pair => Against(pair.Backbone, pair.Method))))
            {
                yield return page;
            }
        }

        yield return new SitePage(SitePaths.Runs, typeof(RunsPage));
        if (Content.Stages.Count(stage => stage.Run is not null) > 1)
        {
            yield return new SitePage(SitePaths.Compare, typeof(ComparePage));
        }

        yield return new SitePage(SitePaths.Audit, typeof(AuditPage));
        yield return new SitePage(SitePaths.Settings, typeof(SettingsPage));
        foreach (var stage in Content.Stages)
        {
            yield return new SitePage(SitePaths.Run(stage.Stage.Key), typeof(RunPage), new Dictionary<string, object?> { [nameof(RunPage.Stage)] = stage });
        }
    }

    private static IEnumerable<SitePage> ListsOf(ReportedBackbone backbone) => backbone.Percentages.Index().Select(percentage =>
        new SitePage(SitePaths.ImagesOf(backbone.Place, percentage.Index), typeof(ImageListPage), new Dictionary<string, object?>
        {
            [nameof(ImageListPage.Backbone)] = backbone,
            [nameof(ImageListPage.Place)] = percentage.Index,
        }));

    private static IEnumerable<SitePage> Against(ReportedBackbone backbone, ReportedMethod method) => backbone.Percentages.Index().Select(percentage =>
        new SitePage(SitePaths.Against(backbone.Place, percentage.Index, method.Place), typeof(AgainstPage), new Dictionary<string, object?>
        {
            [nameof(AgainstPage.Backbone)] = backbone,
            [nameof(AgainstPage.Method)] = method,
            [nameof(AgainstPage.Place)] = percentage.Index,
        }));

    private IEnumerable<SiteLink> Links() =>
    [
        new("Overview", SitePaths.Overview),
        new("Methods", SitePaths.Methods),
        new("Images", SitePaths.Images),
        .. Sections.Select(section => new SiteLink(section.Title, section.Path)),
        new("Runs", SitePaths.Runs),
        new("Compare", SitePaths.Compare),
        new("Audit", SitePaths.Audit),
        new("Settings", SitePaths.Settings),
    ];

    private static SiteFile Asset(string name) => SiteFile.Embedded(name, name);
}
