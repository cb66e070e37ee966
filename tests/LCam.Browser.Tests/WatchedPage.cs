using Microsoft.Playwright;

namespace LCam.Browser.Tests;

/// <summary>A page that takes note of everything that a reader should never meet: errors, dialogs, missing files, requests to elsewhere.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _wrong = [];

    public WatchedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Add(message.Type is "error" or "warning" ? $"console: {message.Text}" : null);
        page.PageError += (_, error) => Add($"script: {error}");
        page.RequestFailed += (_, request) => Add(IsCutOff(request) ? null : $"failed: {request.Url}");
        page.Request += (_, request) => Add(IsHere(request.Url) ? null : $"leaves the machine: {request.Url}");
        page.Response += (_, response) => Add(response.Status >= 400 ? $"{response.Status}: {response.Url}" : null);
        page.Dialog += async (_, dialog) =>
        {
            Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    public async Task Go(string address) =>
        await Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });

    /// <summary>Nothing went wrong so far.</summary>
    public void AssertClean() => Assert.True(_wrong.Count == 0, $"{Page.Url}:\n{string.Join('\n', _wrong)}");

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private static bool IsHere(string url) =>
        url.StartsWith("file://", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal);

    // Leaving a page cuts its stream of events off.
    private static bool IsCutOff(IRequest request) => request.Url.EndsWith("/events", StringComparison.Ordinal);

    private void Add(string? wrong)
    {
        if (wrong is not null)
        {
            _wrong.Add(wrong);
        }
    }
}
