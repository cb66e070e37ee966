using System.Globalization;
using System.IO.Abstractions;
using System.Text;
using System.Text.Json.Nodes;
using LCam.Experiments.Auditing;
using LCam.Experiments.Store;
using LCam.Files;
using LCam.Problems;

namespace LCam.Reporting.Tests;

public sealed class SiteTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_link_leads_to_a_file_and_every_anchor_is_there(bool hostile)
    {
        using var fixture = new ReportFixture(hostile);
        var files = fixture.Fill().Write();
        Assert.Empty(SiteReader.BrokenLinks(files));
        Assert.Superset(
            new HashSet<string> { "index.html", "methods.html", "images.html", "images/1-1.html", "images/1-2.html", "methods/1-1-1.html", "runs.html", "compare.html", "audit.html", "settings.html", "report.css", "report.js" },
            files.Keys.ToHashSet());
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere_and_no_page_has_code_of_its_own()
    {
        using var fixture = new ReportFixture(hostile: true);
        foreach (var (path, page) in SiteReader.Pages(fixture.Fill().Write()))
        {
            Assert.All(page.Scripts, script => Assert.True(script.Type == "application/json" || script.Source!.EndsWith("report.js", StringComparison.Ordinal), path));
            Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.Empty(page.QuerySelectorAll("img, iframe, object, embed, base, style, link:not([href$='report.css'])"));
        }
    }

    [Fact]
    public void Hostile_texts_are_shown_as_they_are()
    {
        using var fixture = new ReportFixture(hostile: true);
        fixture.Fill(3);
        fixture.Run(ReportFixture.Key(3), RunState.Failed);
        var pages = SiteReader.Pages(fixture.Write());
        var run = $"runs/{ReportFixture.TrainKey(0)[..12]}.html";
        foreach (var path in new[] { "index.html", "images.html", "images/1-1.html", "methods/1-1-1.html", "runs.html", "settings.html", run })
        {
            Assert.Contains(ReportFixture.Hostile, pages[path].Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Contains(ReportFixture.Hostile, pages[run].QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"no image {ReportFixture.Hostile}", pages[$"runs/{ReportFixture.Key(3)[..12]}.html"].Body!.TextContent, StringComparison.Ordinal);
        var embedded = JsonNode.Parse(pages["compare.html"].GetElementById("runs-data")!.TextContent)!;
        Assert.EndsWith(ReportFixture.Hostile, (string)embedded["runs"]![0]!["label"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_store_gives_the_same_bytes_wherever_and_whenever()
    {
        using var fixture = new ReportFixture();
        var first = fixture.Fill().Write();
        var here = CultureInfo.CurrentCulture;
        try
        {
            fixture.Clock.Advance(TimeSpan.FromDays(400));
            CultureInfo.CurrentCulture = CommaCulture();
            var second = fixture.Write();
            Assert.Equal(first.Keys.Order(), second.Keys.Order());
            Assert.All(first, file => Assert.Equal(Encoding.UTF8.GetString(file.Value), Encoding.UTF8.GetString(second[file.Key])));
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void A_report_that_cannot_be_put_back_is_a_problem_and_no_internal_error()
    {
        using var fixture = new ReportFixture();
        fixture.Fill().Write();
        var former = $"{fixture.Site}.{ProcessMark.Current with { Pid = int.MaxValue }}.1{AsideName.Former}";
        Directory.Move(fixture.Site, former);
        var failure = Assert.Throws<ProblemException>(() => fixture.Write(new NoMoves()));
        Assert.Equal(ProblemKind.Environment, failure.Kind);
        Assert.Contains("the report cannot be written", failure.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(former));
        Assert.Contains("index.html", fixture.Write().Keys);
        Assert.False(Directory.Exists(former));
    }

    [Fact]
    public void An_unfinished_experiment_is_reported_as_far_as_it_is()
    {
        using var fixture = new ReportFixture();
        Assert.DoesNotContain("methods.html", fixture.Write().Keys);
        fixture.Fill(1, 2, 3);
        fixture.Run(ReportFixture.Key(1), RunState.Failed);
        fixture.Run(ReportFixture.Key(2), RunState.Running);
        var files = fixture.Write();
        Assert.Empty(SiteReader.BrokenLinks(files));
        var pages = SiteReader.Pages(files);
        Assert.Equal("Not finished: 1 failed, 2 planned, 1 running, 2 succeeded, of 6 stages.", pages["index.html"].GetElementById("state-line")!.TextContent);
        Assert.Equal(["failed", "planned", "planned", "running", "succeeded", "succeeded"], pages["runs.html"].QuerySelectorAll("td .state").Select(state => state.TextContent).Order(StringComparer.Ordinal));
        Assert.Contains("run 1a0000000000.1 failed: no image", pages["index.html"].GetElementById("tables")!.TextContent, StringComparison.Ordinal);
        Assert.Single(pages["methods.html"].QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public void Every_page_can_be_used_without_eyes_and_without_a_mouse()
    {
        using var fixture = new ReportFixture();
        var pages = SiteReader.Pages(fixture.Fill().Write());
        foreach (var (path, page) in pages)
        {
            Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
            Assert.NotNull(page.QuerySelector("meta[name=viewport]"));
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Equal("#main", page.Body!.QuerySelector("a")!.GetAttribute("href"));
            Assert.NotNull(page.QuerySelector("main#main"));
            Assert.All(page.QuerySelectorAll("svg"), svg => Assert.True(svg.GetAttribute("aria-hidden") == "true" || svg.GetAttribute("aria-label")?.Length > 0, path));
            Assert.All(page.QuerySelectorAll("[role=region], [role=group]"), region => Assert.NotEmpty(region.GetAttribute("aria-label")!));
            Assert.All(page.QuerySelectorAll(".scroll"), region => Assert.Equal("0", region.GetAttribute("tabindex")));
            Assert.All(page.QuerySelectorAll("table th"), head => Assert.NotNull(head.GetAttribute("scope")));
            Assert.All(page.QuerySelectorAll("select"), select => Assert.NotNull(page.QuerySelector($"label[for={select.Id}]")));
            var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
        }

        Assert.Equal(pages.Count, pages.Values.Select(page => page.Title).Distinct().Count());
    }

    [Fact]
    public void Numbers_are_those_of_the_scores()
    {
        using var fixture = new ReportFixture();
        var pages = SiteReader.Pages(fixture.Fill().Write());

        // Row 2 masks image 4 to (2 + 4) / 20 of what was 0.5.
        var row = pages["images/1-1.html"].GetElementById("image-4")!.Children.Select(cell => cell.TextContent).ToArray();
        Assert.Equal(["4", "n/4.png", "0", "1", "0.500", "60.0", "50.0", "40.0", "30.0"], row);
        Assert.Equal("NaN", pages["images/1-1.html"].GetElementById("image-11")!.Children[6].TextContent);

        var methods = pages["methods.html"].QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Select(line => line.Children.Select(cell => cell.TextContent.Trim()).ToArray()).ToList();
        Assert.Equal(["L-CAM-Fm", "image by image", "45.83", "0.00", "17.50", "45.00", "72.50", "94.50", "100.00", "16.7", "12", "0"], methods[0]);
        Assert.Equal(("NaN", "1"), (methods[1][2], methods[1][11]));

        // An image without a number is no point.
        Assert.Equal(12, pages["methods/1-1-1.html"].QuerySelectorAll("svg a").Length);
        Assert.Equal(11, pages["methods/1-1-2.html"].QuerySelectorAll("svg a").Length);
        Assert.Contains("Of 12 images it loses less on 0, more on 12.", pages["methods/1-1-1.html"].Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_report_is_left_alone_and_an_earlier_report_is_replaced()
    {
        using var fixture = new ReportFixture();
        fixture.Fill();
        Directory.CreateDirectory(fixture.Site);
        File.WriteAllText(Path.Combine(fixture.Site, "thesis.txt"), "years");
        var refused = Assert.Throws<ProblemException>(() => fixture.Write());
        Assert.Equal(ProblemKind.InvalidInput, refused.Kind);
        Assert.Contains("has files in it and is no report", refused.Message, StringComparison.Ordinal);

        File.Delete(Path.Combine(fixture.Site, "thesis.txt"));
        fixture.Write();
        File.WriteAllText(Path.Combine(fixture.Site, "left-over.html"), "");
        Assert.DoesNotContain("left-over.html", fixture.Write().Keys);
        Assert.Equal(["site", "spec.yaml", "store"], Directory.EnumerateFileSystemEntries(fixture.PathOf("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_a_link_the_report_that_it_leads_to_is_replaced()
    {
        using var fixture = new ReportFixture();
        Directory.CreateDirectory(fixture.PathOf("elsewhere"));
        Directory.CreateSymbolicLink(fixture.Site, "elsewhere");
        fixture.Fill().Write();
        fixture.Write();
        Assert.Equal("elsewhere", new DirectoryInfo(fixture.Site).LinkTarget);
        Assert.True(File.Exists(Path.Combine(fixture.PathOf("elsewhere"), "index.html")));
    }

    [Fact]
    public void An_experiment_that_was_never_run_has_no_report()
    {
        using var fixture = new ReportFixture();
        var writer = new ReportWriter(fixture.Files, fixture.Clock, fixture.Auditor, _ => []);
        var refused = Assert.Throws<ProblemException>(() =>
            writer.Write(fixture.Spec with { Name = "other" }, fixture.StoreFolder, AuditOptions.ReadingLevels, fixture.Site, CancellationToken.None));
        Assert.Equal(ProblemKind.DataMissing, refused.Kind);
        Assert.False(Directory.Exists(fixture.Site));
    }

    // As Russian has it; the machine's own cultures are switched off.
    private static CultureInfo CommaCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (",", "\u00a0", "−");
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        return culture;
    }

    private sealed class NoMoves : FileSystem
    {
        public override IDirectory Directory => new Folders(this);

        private sealed class Folders(IFileSystem fileSystem) : DirectoryWrapper(fileSystem)
        {
            public override void Move(string sourceDirName, string destDirName) => throw new IOException("this file system moves nothing");
        }
    }
}
