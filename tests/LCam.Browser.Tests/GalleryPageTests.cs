using Microsoft.Playwright;

namespace LCam.Browser.Tests;

/// <summary>An image's page of the gallery at work.</summary>
[Collection(BrowserCollection.Name)]
public sealed class GalleryPageTests(ReportInBrowser report)
{
    [BrowserFact]
    public async Task The_slider_sets_the_opacity_of_every_map_by_keys_and_says_it()
    {
        await using var page = await report.Open();
        await page.Go(report.Address(report.PageLike("gallery/image-")));
        var slider = page.Page.GetByLabel("Opacity of the map");
        await slider.FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        Assert.Equal(("0 %", "0"), (await Shown(page.Page), await Opacity(page.Page)));
        await page.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal(("5 %", "0.05"), (await Shown(page.Page), await Opacity(page.Page)));
        await page.Page.Keyboard.PressAsync("End");
        Assert.Equal(("100 %", "1"), (await Shown(page.Page), await Opacity(page.Page)));
        Assert.Equal("100 %", await slider.GetAttributeAsync("aria-valuetext"));
        page.AssertClean();
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_view_is_switched_between_the_map_and_what_it_leaves_with_scripts_and_without(bool script)
    {
        await using var page = await report.Open(script: script);
        await page.Go(report.Address(report.PageLike("gallery/image-")));
        Assert.Equal((true, false), await Visible(page.Page));
        await page.Page.GetByLabel("the map over the image").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal((false, true), await Visible(page.Page));
        page.AssertClean();
    }

    [BrowserFact]
    public async Task Every_picture_says_what_it_shows_and_every_drop_stands_beside_it()
    {
        await using var page = await report.Open();
        await page.Go(report.Address(report.PageLike("gallery/image-")));
        var texts = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.layers .over, .layers .masked, .picture')].map(image => image.alt)");
        Assert.NotEmpty(texts);
        Assert.Equal(texts.Length, texts.Distinct().Count());
        var tiles = page.Page.Locator(".tile figcaption");
        Assert.All(await tiles.AllInnerTextsAsync(), text => Assert.Matches(@"^\d\.\d{3} → \d\.\d{3}\s+(drop \d+\.\d %|no drop)", text.Replace('\u00a0', ' ')));
    }

    [BrowserFact]
    public async Task One_leads_through_all_images_and_back_to_the_gallery()
    {
        await using var page = await report.Open();
        await page.Go(report.Address("gallery/index.html"));
        var cards = await page.Page.Locator(".cards a").CountAsync();
        await page.Go(await page.Page.Locator(".cards a").First.EvaluateAsync<string>("link => link.href"));
        while (await page.Page.Locator("a[rel=prev]").CountAsync() > 0)
        {
            await page.Page.Locator("a[rel=prev]").ClickAsync();
        }

        var seen = new HashSet<string> { page.Page.Url };
        while (await page.Page.Locator("a[rel=next]").CountAsync() > 0)
        {
            await page.Page.Locator("a[rel=next]").ClickAsync();
            Assert.True(seen.Add(page.Page.Url));
        }

        Assert.Equal(cards, seen.Count);
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Gallery" }).First.ClickAsync();
        Assert.EndsWith("gallery/index.html", page.Page.Url, StringComparison.Ordinal);
        page.AssertClean();
    }

    private static Task<string> Shown(IPage page) => page.Locator("#opacity-value").InnerTextAsync();

    private static Task<string> Opacity(IPage page) => page.Locator(".layers .over").First.EvaluateAsync<string>("map => getComputedStyle(map).opacity");

    private static async Task<(bool Map, bool Masked)> Visible(IPage page) =>
        (await page.Locator(".layers .over").First.IsVisibleAsync(), await page.Locator(".layers .masked").First.IsVisibleAsync());
}
