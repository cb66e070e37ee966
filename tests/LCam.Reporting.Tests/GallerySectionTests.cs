using AngleSharp.Dom;
using LCam.Experiments.Auditing;
using LCam.Experiments.Galleries;
using LCam.Experiments.Results;
using LCam.Reporting.Galleries;

namespace LCam.Reporting.Tests;

/// <summary>A gallery's pages, of a gallery that is made up.</summary>
public sealed class GallerySectionTests : IDisposable
{
    private readonly ReportFixture _fixture = new ReportFixture(hostile: true).Fill();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Its_pages_join_the_report_and_every_link_leads_somewhere()
    {
        var files = Write(Made(picture: "seen.jpg", missing: null));
        Assert.Empty(SiteReader.BrokenLinks(files));
        var pages = SiteReader.Pages(files);
        Assert.Contains(pages["index.html"].QuerySelectorAll("nav a"), link => link.GetAttribute("href") == "gallery/index.html");
        Assert.Equal(2, pages["gallery/index.html"].QuerySelectorAll(".cards a").Length);
        Assert.Equal("../gallery/image-3.html", pages["images/1-1.html"].GetElementById("image-3")!.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(("image-5.html", null), Turn(pages["gallery/image-3.html"]));
        Assert.Equal((null, "image-3.html"), Turn(pages["gallery/image-5.html"]));
        Assert.Contains("gallery/pictures/seen.jpg", files.Keys);
    }

    [Fact]
    public void Hostile_names_are_shown_as_they_are_and_no_two_ids_are_alike()
    {
        foreach (var (path, page) in SiteReader.Pages(Write(Made(picture: null, missing: ReportFixture.Hostile))).Where(page => page.Key.StartsWith("gallery/", StringComparison.Ordinal)))
        {
            Assert.Contains(ReportFixture.Hostile, page.Body!.TextContent, StringComparison.Ordinal);
            Assert.All(page.Scripts, script => Assert.EndsWith(".js", script.Source, StringComparison.Ordinal));
            Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.Empty(page.QuerySelectorAll("img"));
            var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
            Assert.True(ids.Count == ids.Distinct().Count(), path);
        }
    }

    [Fact]
    public void An_image_has_its_confidences_and_what_was_worked_out_otherwise()
    {
        var page = SiteReader.Pages(Write(Made(picture: "seen.jpg", missing: null)))["gallery/image-3.html"];
        Assert.Contains("It sees class 2 (ring) with confidence 0.800, which is not what the list says.", Text(page.Body!), StringComparison.Ordinal);
        Assert.Contains("Worked out anew it is 0.700", Text(page.Body!), StringComparison.Ordinal);
        Assert.Equal(["0.800 → 0.600 drop 25.0 % 100 % kept", "0.800 → no number drop no number 50 % kept"], page.QuerySelectorAll("figcaption").Select(caption => Text(caption)));
        Assert.Contains("2nd worst of VGG-16: 12.5 % of the confidence lost on average; best of VGG-16: 3.0 % gained on average", Text(page.Body!), StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll(".over, .masked, .picture"), image => Assert.NotEmpty(image.GetAttribute("alt")!));
    }

    [Fact]
    public void A_gallery_of_nothing_says_why()
    {
        var files = Write(Made(picture: null, missing: null) with { Images = [], Notes = ["nothing has been measured yet"] });
        Assert.Contains("nothing has been measured yet", SiteReader.Pages(files)["gallery/index.html"].GetElementById("missing")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Empty(SiteReader.BrokenLinks(files));
    }

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static (string? Next, string? Previous) Turn(IParentNode page) => (Target(page, "next"), Target(page, "prev"));

    // Without the way to it.
    private static string? Target(IParentNode page, string relation) => page.QuerySelector($"a[rel={relation}]")?.GetAttribute("href")?.Split('/')[^1];

    private static Gallery Made(string? picture, string? missing)
    {
        var method = new GalleryMethod(0, ReportFixture.Hostile, RowKind.Trained, ReportFixture.Key(0), "run", 1);
        var network = new GalleryNetwork(0, "VGG-16", "VGG-16", [method]);
        return new Gallery
        {
            Options = new GalleryOptions(),
            Available = 12,
            Percentage = 0,
            Networks = [network],
            Images = [Image(3), Image(5)],
            Notes = missing is null ? [] : [missing],
            Recomputed = (2, 0.1),
        };

        GalleryImage Image(int index) => new()
        {
            Index = index,
            Path = ReportFixture.Hostile,
            Label = 1,
            LabelName = "square",
            Reasons = [new ChosenReason(ImageReason.Worst, "VGG-16", 2, 12.5), new ChosenReason(ImageReason.Best, "VGG-16", 1, -3)],
            Views =
            [
                new GalleryView
                {
                    Network = network,
                    Class = 2,
                    ClassName = "ring",
                    Confidence = 0.8,
                    Recomputed = 0.7,
                    Picture = picture,
                    Missing = missing,
                    Rows =
                    [
                        new GalleryRow
                        {
                            Method = method,
                            Cells = [new GalleryCell(0, 0.6, 25, picture, picture), new GalleryCell(0.5, double.NaN, double.NaN, picture, picture)],
                            Missing = missing,
                        },
                    ],
                },
            ],
        };
    }

    private Dictionary<string, byte[]> Write(Gallery gallery)
    {
        File.WriteAllText(_fixture.PathOf("seen.jpg"), "a picture");
        new ReportWriter(_fixture.Files, _fixture.Clock, _fixture.Auditor, content => [GallerySection.Of(content, gallery, _fixture.PathOf(""))])
            .Write(_fixture.Spec, _fixture.StoreFolder, AuditOptions.ReadingLevels, _fixture.Site, CancellationToken.None);
        return Directory.EnumerateFiles(_fixture.Site, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(_fixture.Site, path), File.ReadAllBytes, StringComparer.Ordinal);
    }
}
