using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Galleries;
using LCam.Experiments.Specs;
using LCam.Problems;
using LCam.Reporting.Contents;
using LCam.Reporting.Galleries;
using LCam.Reporting.Site;

namespace LCam.Cli.Commands;

/// <summary>The options that say what a report's gallery shows, and what it may cost.</summary>
internal sealed class GalleryOptionGroup
{
    private static readonly GalleryOptions Standard = new();

    private readonly Option<int> _images = new("--images")
    {
        Description = "images of the gallery; 0 for none",
        DefaultValueFactory = _ => Standard.Images,
    };

    private readonly Option<int> _passes = new("--passes")
    {
        Description = "forward passes that an explainer may take for one image of the gallery; costlier ones are shown without pictures",
        DefaultValueFactory = _ => Standard.Passes,
    };

    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();

    public IReadOnlyList<Option> All => [_images, _passes, _device, _threads];

    /// <summary>The options as they were given.</summary>
    /// <exception cref="ProblemException">They are wrong, or the device is not there.</exception>
    public GalleryOptions Read(ParseResult parsed)
    {
        var problems = new ProblemCollector();
        problems.Try(() => Devices.Check(parsed.GetRequiredValue(_device)));
        problems.Try(() => { SharedOptions.ThreadCount(parsed.GetValue(_threads)); });
        var options = Standard with { Images = parsed.GetValue(_images), Passes = parsed.GetValue(_passes) };
        problems.Add(ProblemKind.InvalidInput, options.Check());
        problems.ThrowIfAny();

        // Without pictures there is no need to look for a device.
        return options.Images == 0 ? options : options with
        {
            Device = Devices.Resolve(parsed.GetRequiredValue(_device)),
            Threads = SharedOptions.ThreadCount(parsed.GetValue(_threads)),
        };
    }

    /// <summary>Makes the gallery.</summary>
    /// <param name="content">The report that it joins.</param>
    /// <param name="pictures">An existing folder for its pictures.</param>
    /// <returns>Its pages; none where no images were asked for.</returns>
    public static IReadOnlyList<SiteSection> Make(CliContext context, ExperimentSpec spec, ReportContent content, GalleryOptions options, string pictures)
    {
        if (options.Images == 0)
        {
            return [];
        }

        var counts = new CountProgress(context, "maps");
        var gallery = new GalleryBuilder(content.Store, context.FileSystem).Build(
            spec, options, pictures, new ImmediateProgress<GalleryProgress>(progress => counts.Report(progress.Done, progress.Total)), context.Cancellation);
        return [GallerySection.Of(content, gallery, pictures)];
    }
}
