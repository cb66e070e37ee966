using System.Net.Mime;
using System.Net.ServerSentEvents;
using LCam.Problems;
using LCam.Reporting.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace LCam.Reporting.Serving;

/// <summary>Answers requests for pages, files and the feed of what goes on. Everything else is not found.</summary>
/// <param name="stopping">Ends feeds, which never end by themselves.</param>
internal sealed class ReportAnswers(LiveSite site, ProgressFeed feed, CancellationToken stopping) : IDisposable
{
    /// <summary>The feed's path.</summary>
    public const string Events = "events";

    // Browsers ask for it whatever a page says; there is none, and that is no error.
    private const string Icon = "favicon.ico";

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ];

    private readonly FileExtensionContentTypeProvider _types = new();
    private readonly PageRenderer _renderer = new();

    public async Task Answer(HttpContext context)
    {
        foreach (var (name, value) in Headers)
        {
            context.Response.Headers[name] = value;
        }

        var path = context.Request.Path.Value is { Length: > 1 } asked ? asked[1..] : SitePaths.Overview;
        try
        {
            if (!HttpMethods.IsGet(context.Request.Method))
            {
                await Say(context, StatusCodes.Status405MethodNotAllowed, "Only GET is answered.");
            }
            else if (path == Icon)
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
            else if (path == Events)
            {
                await Follow(context);
            }
            else
            {
                await Show(context, site.Now(), path);
            }
        }
        catch (ProblemException failure) when (!context.Response.HasStarted)
        {
            await Say(context, StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }

    public void Dispose() => _renderer.Dispose();

    private async Task Show(HttpContext context, ReportSite now, string path)
    {
        if (now.Pages.TryGetValue(path, out var page))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(_renderer.Render(now, page), context.RequestAborted);
        }
        else if (now.Files.TryGetValue(path, out var file))
        {
            context.Response.ContentType = _types.TryGetContentType(path, out var type) ? type : MediaTypeNames.Application.Octet;
            await context.Response.Body.WriteAsync(file.Bytes(), context.RequestAborted);
        }
        else
        {
            await Say(context, StatusCodes.Status404NotFound, "The report has no such page.");
        }
    }

    private async Task Follow(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = MediaTypeNames.Text.EventStream;
        await SseFormatter.WriteAsync(feed.Follow(ended.Token), context.Response.Body, ended.Token);
    }

    private static Task Say(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }
}
