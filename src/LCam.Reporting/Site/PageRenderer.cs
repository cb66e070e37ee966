using LCam.Reporting.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LCam.Reporting.Site;

/// <summary>Renders pages to HTML. Everything that a component writes is escaped.</summary>
internal sealed class PageRenderer : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    /// <summary>The page as a whole document, ending with a line feed.</summary>
    public string Render(ReportSite site, SitePage page)
    {
        var parameters = new Dictionary<string, object?>(page.Parameters) { [nameof(ReportPage.Here)] = new PageContext(site, page.Path) };
        using var renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
        return renderer.Dispatcher.InvokeAsync(async () =>
        {
            var rendered = await renderer.RenderComponentAsync(page.Component, ParameterView.FromDictionary(parameters));
            return "<!DOCTYPE html>\n" + rendered.ToHtmlString().ReplaceLineEndings("\n").Trim() + "\n";
        }).GetAwaiter().GetResult();
    }

    public void Dispose() => _services.Dispose();
}
