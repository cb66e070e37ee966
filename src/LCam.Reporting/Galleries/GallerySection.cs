using LCam.Experiments.Galleries;
using LCam.Reporting.Contents;
using LCam.Reporting.Pages;
using LCam.Reporting.Site;

namespace LCam.Reporting.Galleries;

/// <summary>A gallery as pages of a report.</summary>
public static class GallerySection
{
    /// <param name="content">What the report says.</param>
    /// <param name="gallery">Its gallery.</param>
    /// <param name="pictures">The folder of the gallery's pictures; needed until the site is written.</param>
    public static SiteSection Of(ReportContent content, Gallery gallery, string pictures)
    {
        var pages = gallery.Images
            .Select((image, place) => new SitePage(
                GalleryPaths.Image(image.Index),
                typeof(GalleryImagePage),
                new Dictionary<string, object?> { [nameof(GalleryImagePage.Gallery)] = gallery, [nameof(GalleryImagePage.Place)] = place }))
            .Prepend(new SitePage(GalleryPaths.Index, typeof(GalleryPage), new Dictionary<string, object?> { [nameof(GalleryPage.Gallery)] = gallery }));
        return new SiteSection("Gallery", GalleryPaths.Index, [.. pages], [.. Assets, .. Files(gallery).Distinct().Select(file => File(pictures, file))])
        {
            ImagePages = ImagePages(content, gallery),
            Choice = GalleryWords.Choice(gallery),
        };
    }

    private static IEnumerable<SiteFile> Assets =>
        [SiteFile.Embedded(GalleryPaths.StyleSheet, "gallery.css"), SiteFile.Embedded(GalleryPaths.Script, "gallery.js")];

    private static SiteFile File(string folder, string file) =>
        new(GalleryPaths.Picture(file), () => System.IO.File.ReadAllBytes(Path.Combine(folder, file)));

    private static IEnumerable<string> Files(Gallery gallery)
    {
        var views = gallery.Images.SelectMany(image => image.Views).ToList();
        return views.Select(view => view.Picture)
            .Concat(views.SelectMany(view => view.Rows).SelectMany(row => row.Cells).SelectMany(cell => new[] { cell.Map, cell.Masked }))
            .OfType<string>();
    }

    private static Dictionary<(int Backbone, int Image), string> ImagePages(ReportContent content, Gallery gallery)
    {
        var places = content.Backbones.ToDictionary(backbone => backbone.Title, backbone => backbone.Place, StringComparer.Ordinal);
        return gallery.Images
            .SelectMany(image => image.Views.Select(view => (Backbone: places[view.Network.Group], Image: image.Index)))
            .Distinct()
            .ToDictionary(place => place, place => GalleryPaths.Image(place.Image));
    }
}
