using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace LCam.Browser.Tests;

/// <summary>What holds for every page of a report.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EveryPageTests(ReportInBrowser report)
{
    private const int Desktop = 1280;
    private const int Phone = 390;

    [BrowserFact]
    public async Task No_page_has_an_error_a_broken_picture_or_a_request_that_leaves_the_machine()
    {
        await using var page = await report.Open();
        foreach (var path in report.Pages)
        {
            await page.Go(report.Address(path));
            var broken = await page.Page.EvaluateAsync<string[]>("[...document.images].filter(image => !image.complete || !image.naturalWidth).map(image => image.src)");
            Assert.True(broken.Length == 0, $"{path}: {string.Join(' ', broken)}");
            page.AssertClean();
        }
    }

    [BrowserTheory]
    [InlineData(Desktop, false)]
    [InlineData(Desktop, true)]
    [InlineData(Phone, false)]
    [InlineData(Phone, true)]
    public async Task No_kind_of_page_has_a_serious_obstacle_for_anyone(int width, bool dark)
    {
        await using var page = await report.Open(width, dark);
        foreach (var path in report.Kinds)
        {
            await page.Go(report.Address(path));
            var result = await page.Page.RunAxe(new AxeRunOptions());
            Assert.NotEmpty(result.Passes);
            var obstacles = result.Violations.Where(violation => violation.Impact is "serious" or "critical").ToList();
            Assert.True(obstacles.Count == 0, $"{path}:\n{string.Join('\n', obstacles.Select(Describe))}");
        }
    }

    [BrowserFact]
    public async Task No_page_is_wider_than_a_phone()
    {
        await using var page = await report.Open(Phone);
        foreach (var path in report.Kinds)
        {
            await page.Go(report.Address(path));
            var width = await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= Phone, FormattableString.Invariant($"{path} is {width} pixels wide"));
        }
    }

    [BrowserFact]
    public async Task The_first_key_leads_past_the_navigation_to_the_content()
    {
        await using var page = await report.Open();
        foreach (var path in report.Kinds)
        {
            await page.Go(report.Address(path));
            await page.Page.Keyboard.PressAsync("Tab");
            Assert.Equal("#main", await page.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
            await page.Page.Keyboard.PressAsync("Enter");
            Assert.Equal("main", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        }
    }

    [BrowserFact]
    public async Task Without_scripts_every_page_says_what_it_says()
    {
        await using var page = await report.Open(script: false);
        foreach (var path in report.Kinds)
        {
            await page.Go(report.Address(path));
            Assert.True(await page.Page.Locator("main h1").IsVisibleAsync(), path);
            page.AssertClean();
        }
    }

    [BrowserFact]
    public async Task Every_page_is_reached_by_following_links()
    {
        await using var page = await report.Open();
        var (open, seen) = (new Queue<string>([report.Address("index.html")]), new HashSet<string>());
        while (open.TryDequeue(out var address))
        {
            if (!seen.Add(address))
            {
                continue;
            }

            await page.Go(address);
            foreach (var link in await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].map(link => new URL(link.getAttribute('href'), location).href)"))
            {
                open.Enqueue(link.Split('#')[0]);
            }
        }

        Assert.Empty(report.Pages.Select(report.Address).Except(seen));
        page.AssertClean();
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Impact} {violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(5).Select(node => node.Html))}";
}
