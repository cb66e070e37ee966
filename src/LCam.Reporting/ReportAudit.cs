using LCam.Experiments.Auditing;
using LCam.Experiments.Findings;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Reporting;

/// <summary>What an audit says of a report's experiment, the same for one that is written and one that is served.</summary>
internal static class ReportAudit
{
    /// <param name="store">The store's folder, as it was given.</param>
    /// <param name="opened">The same store, with the spec adopted.</param>
    public static AuditReport Of(
        Auditor auditor, ExperimentSpec spec, string store, ExperimentStore opened, IReadOnlySet<AuditLevel> levels, CancellationToken cancellation) =>
        opened.Experiments.IsAdopted(spec.Name)
            ? AuditReport.OfUnrecorded(opened.Folder, spec.Name, levels)
            : auditor.Audit(store, new AuditOptions(spec.Name, levels) { Sources = spec.Folder, Cancellation = cancellation });
}
