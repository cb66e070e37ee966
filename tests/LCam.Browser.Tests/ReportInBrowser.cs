using Microsoft.Playwright;

namespace LCam.Browser.Tests;

/// <summary>A tiny experiment that the real program ran and reported, and a browser to look at it with.</summary>
public sealed class ReportInBrowser : IAsyncLifetime, IDisposable
{
    private readonly Lcam _lcam = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The report's folder.</summary>
    public string Folder => _lcam.PathOf("report");

    /// <summary>A page of each kind, relative to <see cref="Folder"/>.</summary>
    public IReadOnlyList<string> Kinds => [.. Pages.GroupBy(Kind).Select(group => group.First())];

    /// <summary>All pages, relative to <see cref="Folder"/>.</summary>
    public IReadOnlyList<string> Pages =>
        [.. Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)];

    /// <summary>The address of a page on disk.</summary>
    public string Address(string page) => new Uri(Path.Combine(Folder, page)).AbsoluteUri;

    /// <summary>The first page whose path begins so.</summary>
    public string PageLike(string prefix) => Pages.First(page => page.StartsWith(prefix, StringComparison.Ordinal));

    public async Task InitializeAsync()
    {
        if (Chromium.WhySkipped is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium.Program });
        TinySpec.Write(_lcam, Spec);
        await Require("run", "tiny.yaml", "--device", "cpu", "--threads", "1");
        await Require("report", "tiny.yaml", "--output", "report", "--device", "cpu", "--threads", "1");
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _playwright?.Dispose();
        _lcam.Dispose();
    }

    /// <summary>Serves the same report.</summary>
    internal Task<Served> Serve() => Served.Start(_lcam);

    /// <summary>An empty page on which nothing may go wrong.</summary>
    internal async Task<WatchedPage> Open(int width = 1280, bool dark = false, bool script = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            Locale = "en-GB",
        });
        return new WatchedPage(context, await context.NewPageAsync());
    }

    // Pages at the top are each of a kind; those in a folder are of one, but for the gallery's first and for what runs did.
    private string Kind(string page) => page switch
    {
        _ when Path.GetDirectoryName(page) is null or "" || page.EndsWith("index.html", StringComparison.Ordinal) => page,
        _ when page.StartsWith("runs/", StringComparison.Ordinal) => $"runs/{FirstWord(File.ReadAllText(Path.Combine(Folder, page)))}",
        _ => Path.GetDirectoryName(page)!,
    };

    private static string FirstWord(string page) => page[(page.IndexOf("<title>", StringComparison.Ordinal) + 7)..].Split(' ')[0];

    // A competitor gives pages something to compare, and a description with markup must stay text.
    private static string Spec(string text) => text
        .Replace("name: tiny", "name: tiny\ndescription: \"<script>alert('mine')</script> & <b>bold</b>\"", StringComparison.Ordinal)
        .Replace("controls: []", "compare: [grad-cam]\ncontrols: [all-ones]", StringComparison.Ordinal);

    private async Task Require(params string[] args)
    {
        var result = await _lcam.Run(args);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
