using System.IO.Abstractions;
using LCam.Experiments.Auditing;
using LCam.Experiments.Findings;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;
using LCam.Reporting.Contents;
using LCam.Reporting.Site;

namespace LCam.Reporting;

/// <summary>Writes an experiment's report as a folder of static pages. The store is opened for reading alone.</summary>
/// <param name="auditor">Audits the store.</param>
/// <param name="sections">Makes further pages, such as a gallery, from what the report says.</param>
public sealed class ReportWriter(IFileSystem fileSystem, TimeProvider clock, Auditor auditor, Func<ReportContent, IReadOnlyList<SiteSection>> sections)
{
    /// <param name="spec">The experiment.</param>
    /// <param name="store">Its store's folder.</param>
    /// <param name="levels">What the audit looks at.</param>
    /// <param name="output">The report's folder: absent, empty, or an earlier report, which is replaced.</param>
    /// <exception cref="ProblemException">The store does not know the experiment, or the folder cannot be used.</exception>
    public SiteResult Write(ExperimentSpec spec, string store, IReadOnlySet<AuditLevel> levels, string output, CancellationToken cancellation)
    {
        var folder = new SiteFolder(fileSystem, output);
        folder.Check();
        using var opened = ExperimentStore.OpenUntouched(store, clock);
        SpecAdoption.Adopt(spec, opened, fileSystem, clock, cancellation);
        var content = new ReportContent(spec, opened, fileSystem, clock, () => ReportAudit.Of(auditor, spec, store, opened, levels, cancellation));
        return folder.Write(new ReportSite(content, sections(content)), cancellation);
    }
}
