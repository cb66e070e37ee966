using LCam.Experiments.Store;
using LCam.Reporting.Contents;
using LCam.Reporting.Site;

namespace LCam.Reporting.Serving;

/// <summary>The site as the store has it at the moment of each request. Tables and per-image scores are read anew only after something happened.</summary>
/// <param name="content">Reads what the site says, given what was read before and still holds.</param>
internal sealed class LiveSite(ExperimentStore store, Func<ReportContent?, ReportContent> content, Func<ReportContent, IReadOnlyList<SiteSection>> sections)
{
    private readonly Lock _gate = new();
    private (long Sequence, ReportContent Content)? _last;

    /// <summary>The site now.</summary>
    public ReportSite Now()
    {
        var sequence = store.Seals.Head().Sequence;
        lock (_gate)
        {
            var now = content(_last is { } last && last.Sequence == sequence ? last.Content : null);
            _last = (sequence, now);
            return new ReportSite(now, sections(now), sequence);
        }
    }
}
