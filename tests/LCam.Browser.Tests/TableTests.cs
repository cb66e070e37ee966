using Microsoft.Playwright;

namespace LCam.Browser.Tests;

/// <summary>Tables are sorted by their heads.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TableTests(ReportInBrowser report)
{
    [BrowserFact]
    public async Task A_table_is_sorted_by_a_click_and_the_other_way_by_the_next()
    {
        await using var page = await report.Open();
        await page.Go(report.Address("index.html"));
        var head = page.Page.Locator("table.sortable thead th").Nth(1);
        await head.Locator("button").ClickAsync();
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        var ascending = await Numbers(page.Page);
        Assert.Equal(ascending.Order(), ascending);
        await head.Locator("button").ClickAsync();
        Assert.Equal("descending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(ascending.OrderDescending(), await Numbers(page.Page));
        page.AssertClean();
    }

    [BrowserFact]
    public async Task A_table_is_sorted_by_Enter_and_the_head_keeps_the_focus()
    {
        await using var page = await report.Open();
        await page.Go(report.Address("index.html"));
        var head = page.Page.Locator("table.sortable thead th").Nth(1);
        for (var presses = 0; presses < 100 && !await head.Locator("button").EvaluateAsync<bool>("button => button === document.activeElement"); presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }

        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        Assert.True(await head.Locator("button").EvaluateAsync<bool>("button => button === document.activeElement"));
    }

    // The largest part of the first table: what is sorted is sorted within its part.
    private static Task<double[]> Numbers(IPage page) => page.EvaluateAsync<double[]>(
        """
        [...[...document.querySelector("table.sortable").tBodies].sort((a, b) => b.rows.length - a.rows.length)[0].rows]
          .filter(row => row.cells.length > 1).map(row => parseFloat(row.cells[1].textContent))
        """);
}
