using LCam.Reporting.Contents;
using LCam.Reporting.Site;
using Microsoft.AspNetCore.Components;

namespace LCam.Reporting.Pages;

/// <summary>A component that is a whole page.</summary>
public abstract class ReportPage : ComponentBase
{
    /// <summary>Where it stands.</summary>
    [Parameter]
    [EditorRequired]
    public PageContext Here { get; set; } = null!;

    protected ReportContent Content => Here.Site.Content;

    /// <summary>The way from the overview to the page above this one.</summary>
    protected IReadOnlyList<SiteLink> Above(params IEnumerable<SiteLink> more) => [new(Content.Spec.Name, SitePaths.Overview), .. more];
}
