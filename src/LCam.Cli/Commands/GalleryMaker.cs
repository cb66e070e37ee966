using LCam.Cli.Rendering;
using LCam.Experiments.Galleries;
using LCam.Experiments.Specs;
using LCam.Reporting.Contents;
using LCam.Reporting.Galleries;
using LCam.Reporting.Site;

namespace LCam.Cli.Commands;

/// <summary>Makes a report's gallery and tells how far it is.</summary>
/// <param name="pictures">An existing folder for its pictures.</param>
internal sealed class GalleryMaker(CliContext context, ExperimentSpec spec, GalleryOptions options, string pictures)
{
    private IReadOnlyList<SiteSection>? _served;

    /// <summary>The gallery's pages; none where no images were asked for, or where the experiment has no scores of any.</summary>
    /// <param name="content">The report that it joins.</param>
    public IReadOnlyList<SiteSection> Make(ReportContent content)
    {
        if (options.Images == 0 || spec.Sanity is not null)
        {
            return [];
        }

        var counts = new CountProgress(context, "maps");
        var gallery = new GalleryBuilder(content.Store, context.FileSystem).Build(
            spec, options, pictures, new ImmediateProgress<GalleryProgress>(progress => counts.Report(progress.Done, progress.Total)), context.Cancellation);
        return [GallerySection.Of(content, gallery, pictures)];
    }

    /// <summary>
    /// As <see cref="Make"/> the first time, and the same ever after; none while stages are to be done, which need the
    /// processors more.
    /// </summary>
    public IReadOnlyList<SiteSection> OnceFinished(ReportContent content) =>
        _served ??= content.Sweep.Counts.GetValueOrDefault("succeeded") == content.Sweep.Count ? Make(content) : [];
}
