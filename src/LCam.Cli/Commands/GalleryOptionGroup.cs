using System.CommandLine;
using LCam.Experiments.Galleries;
using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>The options that say what a report's gallery shows, and what it may cost.</summary>
internal sealed class GalleryOptionGroup
{
    private static readonly GalleryOptions Standard = new();

    private readonly Option<int> _images = NumberOption.With(
        Standard.Images, NumberLimits.Whole(0, int.MaxValue), "images of the gallery; 0 for none", "--images");

    private readonly Option<int> _passes = NumberOption.With(
        Standard.Passes, NumberLimits.Whole(0, int.MaxValue), "forward passes that an explainer may take for one image of the gallery; costlier ones are shown without pictures", "--passes");

    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();

    public IReadOnlyList<Option> All => [_images, _passes, _device, _threads];

    /// <summary>The options as they were given.</summary>
    /// <exception cref="ProblemException">They are wrong, or the device is not there.</exception>
    public GalleryOptions Read(CliContext context, ParseResult parsed)
    {
        var options = Standard with { Images = parsed.GetValue(_images), Passes = parsed.GetValue(_passes) };
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, options.Check());

        // Without pictures there is no need to look for a device.
        return options.Images == 0 ? options : options with
        {
            Device = Devices.Resolve(context, parsed.GetRequiredValue(_device)),
            Threads = SharedOptions.ThreadCount(parsed.GetValue(_threads)),
        };
    }
}
