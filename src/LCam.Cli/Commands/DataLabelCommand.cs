using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Images;
using LCam.Labelling;
using LCam.Models;
using LCam.Native;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary><c>lcam data label</c>: writes a list with the labels that a classifier itself predicts.</summary>
internal sealed class DataLabelCommand
{
    private readonly Option<string> _images = new("--images") { Description = "the image folder", Required = true };
    private readonly Option<string?> _list = new("--list") { Description = "the images to label, as a list whose labels do not matter (default: all .jpg, .jpeg and .png files of the folder)" };
    private readonly Option<string> _architecture = new("--architecture") { Description = "resnet50 or vgg16", Required = true };
    private readonly Option<string> _weights = new("--weights") { Description = "the classifier's weight file", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "the list to write", Required = true };
    private readonly Option<int> _classes = Number("--classes", "classes of the classifier", 1000);
    private readonly Option<double> _width = new("--width") { Description = "the classifier's widths as a share of the published ones", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _inputSize = Number("--input-size", "short side after resizing, in pixels", 256);
    private readonly Option<int> _cropSize = Number("--crop-size", "side of the centre crop, in pixels", 224);
    private readonly Option<int> _batchSize = Number("--batch-size", "images a batch", 32);
    private readonly Option<int> _workers = Number("--workers", "images decoded at once; 0 for the number of processors", 0);
    private readonly Option<bool> _restart = new("--restart") { Description = "forget the labels that an interrupted run left" };
    private readonly Option<bool> _force = new("--force") { Description = "replace the output list" };
    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    private DataLabelCommand()
    {
    }

    public static Command Create(CliContext context)
    {
        var options = new DataLabelCommand();
        var verb = new Command("label", "write a list with the classes that a classifier itself predicts, to train on; goes on where it was interrupted");
        foreach (var option in options.All())
        {
            verb.Add(option);
        }

        verb.SetAction(parsed => options.Label(context, parsed));
        return verb;
    }

    private IEnumerable<Option> All() =>
        [_images, _list, _architecture, _weights, _output, _classes, _width, _inputSize, _cropSize, _batchSize, _device, _threads, _workers, _restart, _force, _json];

    private int Label(CliContext context, ParseResult parsed)
    {
        var threads = SharedOptions.ThreadCount(parsed.GetValue(_threads));
        var options = new LabellingOptions
        {
            Backbone = new BackboneOptions(parsed.GetRequiredValue(_architecture), parsed.GetValue(_classes), parsed.GetValue(_width)),
            Weights = parsed.GetRequiredValue(_weights),
            InputSize = parsed.GetValue(_inputSize),
            CropSize = parsed.GetValue(_cropSize),
            BatchSize = parsed.GetValue(_batchSize),
            Workers = parsed.GetValue(_workers),
            Restart = parsed.GetValue(_restart),
            Replace = parsed.GetValue(_force),
        };

        // What needs no numeric library is checked before it is loaded.
        options.Validate();
        var (folder, output) = (parsed.GetRequiredValue(_images), parsed.GetRequiredValue(_output));
        var images = parsed.GetValue(_list) is { } list ? ImageSet.Read(folder, list) : ImageFolder.Read(folder);
        options = options with { Device = Devices.Resolve(parsed.GetRequiredValue(_device)) };
        TorchRuntime.Initialize();
        torch.set_num_threads(threads);

        var resumed = 0;
        var counts = new CountProgress(context, "images");
        var progress = new ImmediateProgress<LabellingProgress>(report =>
        {
            if (report.Done == report.Resumed)
            {
                resumed = report.Resumed;
                var start = resumed > 0 ? FormattableString.Invariant($", {resumed} of them by an interrupted run") : "";
                context.Say(string.Create(CultureInfo.InvariantCulture, $"labelling {report.Total} images on {options.Device}{start}"));
            }

            counts.Report(report.Done, report.Total);
        });
        Labeller.Label(images, options, output, progress, context.Cancellation);
        if (parsed.GetValue(_json))
        {
            ResultJson.Print(context, new { List = Path.GetFullPath(output), Images = images.Entries.Count, Resumed = resumed, Sha256 = ContentHash.OfFile(output) });
        }
        else
        {
            context.Out.WriteLine(FormattableString.Invariant($"{output}: {images.Entries.Count} images labelled"));
        }

        return ExitCodes.Ok;
    }

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
