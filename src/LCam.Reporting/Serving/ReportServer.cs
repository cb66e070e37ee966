using System.Globalization;
using System.IO.Abstractions;
using System.Net;
using LCam.Experiments.Auditing;
using LCam.Experiments.Findings;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;
using LCam.Reporting.Contents;
using LCam.Reporting.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LCam.Reporting.Serving;

/// <summary>
/// Serves an experiment's report to browsers on this machine alone, while the experiment may go on. The store is opened
/// for reading alone.
/// </summary>
/// <param name="auditor">Audits the store.</param>
/// <param name="sections">Makes further pages, such as a gallery, from what the report says; called for each request.</param>
public sealed class ReportServer(IFileSystem fileSystem, TimeProvider clock, Auditor auditor, Func<ReportContent, IReadOnlyList<SiteSection>> sections)
{
    // Any other name of this machine may be an attacker's, who makes it lead here.
    private static readonly string[] Hosts = ["127.0.0.1", "localhost"];

    /// <summary>Serves until cancelled.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="store">Its store's folder.</param>
    /// <param name="levels">What the audit looks at.</param>
    /// <param name="port">0 for any that is free.</param>
    /// <param name="started">Told the address, once it answers.</param>
    /// <exception cref="ProblemException">The store does not know the experiment, or the port cannot be had.</exception>
    public async Task Serve(ExperimentSpec spec, string store, IReadOnlySet<AuditLevel> levels, int port, Action<string> started, CancellationToken cancellation)
    {
        using var opened = ExperimentStore.OpenUntouched(store, clock);
        SpecAdoption.Adopt(spec, opened, fileSystem, clock, cancellation);
        var site = new LiveSite(opened, same => new ReportContent(spec, opened, fileSystem, clock, () => ReportAudit.Of(auditor, spec, store, opened, levels, cancellation), same), sections);
        _ = site.Now();
        using var answers = new ReportAnswers(site, new ProgressFeed(spec.Name, opened, fileSystem, clock), cancellation);
        await using var application = Build(port, answers);
        await Start(application, port);
        started(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation);
        }
        catch (OperationCanceledException)
        {
            await application.StopAsync(CancellationToken.None);
        }
    }

    private static WebApplication Build(int port, ReportAnswers answers)
    {
        // Nothing of the machine's configuration or of the current folder has a say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddLogging();
        builder.Services.AddHostFiltering(options => options.AllowedHosts = [.. Hosts]);
        var application = builder.Build();
        application.UseHostFiltering();
        application.Run(answers.Answer);
        return application;
    }

    private static async Task Start(WebApplication application, int port)
    {
        try
        {
            await application.StartAsync();
        }
        catch (IOException failure)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                "--port", string.Create(CultureInfo.InvariantCulture, $"port {port} cannot be had: {failure.Message}"), "give another, or none for any that is free"), failure);
        }
    }
}
