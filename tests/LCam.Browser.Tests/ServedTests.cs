using Microsoft.Playwright;

namespace LCam.Browser.Tests;

/// <summary>A report that is served while its experiment goes on.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ServedTests(ReportInBrowser report)
{
    private const int Interrupted = 75;
    private const string Running = "document.querySelector('#running li')?.innerText ?? null";

    [BrowserFact]
    public async Task A_page_follows_a_sweep_without_being_loaded_again_and_Ctrl_C_ends_the_server()
    {
        using var lcam = new Lcam();
        TinySpec.Write(lcam, TinySpec.WithLongTraining);
        var begun = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = lcam.RunAndAct(begun.SetResult, line => line.Contains("train ", StringComparison.Ordinal), "run", "tiny.yaml", "--device", "cpu", "--threads", "1");
        var sweep = await begun.Task.WaitAsync(TimeSpan.FromMinutes(2));

        await using var server = await Served.Start(lcam);
        await using var page = await report.Open();
        await page.Go(server.Address);
        await page.Page.EvaluateAsync("window.isSame = true");
        var list = page.Page.Locator("#running li");
        await list.First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        var before = await list.First.InnerTextAsync();
        await Until(async () => await page.Page.EvaluateAsync<string?>(Running) is { } now && now != before);
        Processes.Signal(sweep, Lcam.Interrupt);
        Assert.Equal(Interrupted, (await running).ExitCode);
        await Until(async () => await page.Page.EvaluateAsync<string?>(Running) is null);
        Assert.True(await page.Page.EvaluateAsync<bool>("window.isSame"));
        page.AssertClean();
        Assert.Equal(0, await server.Stop());
    }

    [BrowserFact]
    public async Task A_finished_report_is_served_as_it_is_written_gallery_included()
    {
        await using var server = await report.Serve();
        await using var page = await report.Open();
        foreach (var path in report.Kinds)
        {
            await page.Go(server.Address + path.Replace(Path.DirectorySeparatorChar, '/'));
            Assert.True(await page.Page.Locator("main h1").IsVisibleAsync(), path);
            page.AssertClean();
        }

        await page.Go(server.Address + report.PageLike("gallery/image-"));
        await page.Page.GetByLabel("Opacity of the map").FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        Assert.Equal("0", await page.Page.Locator(".layers .over").First.EvaluateAsync<string>("map => getComputedStyle(map).opacity"));
        page.AssertClean();
        Assert.Equal(0, await server.Stop());
    }

    // The page's own policy forbids what the driver's waiting does.
    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 600, "nothing happened for a minute");
            await Task.Delay(100);
        }
    }
}
