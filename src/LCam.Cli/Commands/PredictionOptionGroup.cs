using System.CommandLine;
using LCam.Models;
using LCam.Native;
using LCam.Predictions;
using LCam.Problems;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary>The options of the verbs that run a classifier over images: which one, on what, and how.</summary>
internal sealed class PredictionOptionGroup
{
    private readonly Option<string> _images = new("--images") { Description = "the image folder", Required = true };
    private readonly Option<string> _architecture = new("--architecture") { Description = "resnet50 or vgg16", Required = true };
    private readonly Option<string> _weights = new("--weights") { Description = "the classifier's weight file", Required = true };
    private readonly Option<string?> _entry = SharedOptions.Entry();
    private readonly Option<int> _classes = Number("--classes", "classes of the classifier", 1000);
    private readonly Option<double> _width = new("--width") { Description = "the classifier's widths as a share of the published ones", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _inputSize = Number("--input-size", "short side after resizing, in pixels", 256);
    private readonly Option<int> _cropSize = Number("--crop-size", "side of the centre crop, in pixels", 224);
    private readonly Option<int> _batchSize = Number("--batch-size", "images a batch", 32);
    private readonly Option<int> _workers = Number("--workers", "images decoded at once; 0 for the number of processors", 0);
    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();

    /// <summary>What a verb must have.</summary>
    public IReadOnlyList<Option> Required => [_images, _architecture, _weights];

    /// <summary>What has a standard value.</summary>
    public IReadOnlyList<Option> Optional => [_entry, _classes, _width, _inputSize, _cropSize, _batchSize, _device, _threads, _workers];

    /// <summary>The image folder.</summary>
    public string Images(ParseResult parsed) => parsed.GetRequiredValue(_images);

    /// <summary>The options as they were given, on no particular device yet; what they themselves know to be wrong is not looked at.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="problems">Hears of an impossible device or number of threads.</param>
    public PredictionOptions Read(ParseResult parsed, ProblemCollector problems)
    {
        problems.Try(() => Devices.Check(parsed.GetRequiredValue(_device)));
        problems.Try(() => { SharedOptions.ThreadCount(parsed.GetValue(_threads)); });
        return new PredictionOptions
        {
            Backbone = new BackboneOptions(parsed.GetRequiredValue(_architecture), parsed.GetValue(_classes), parsed.GetValue(_width)),
            Weights = parsed.GetRequiredValue(_weights),
            Entry = parsed.GetValue(_entry),
            InputSize = parsed.GetValue(_inputSize),
            CropSize = parsed.GetValue(_cropSize),
            BatchSize = parsed.GetValue(_batchSize),
            Workers = parsed.GetValue(_workers),
        };
    }

    /// <summary>Loads the numeric library.</summary>
    /// <returns>The device to work on.</returns>
    /// <exception cref="ProblemException">The library cannot be loaded, or there is no such device.</exception>
    public string Start(ParseResult parsed)
    {
        var device = Devices.Resolve(parsed.GetRequiredValue(_device));
        TorchRuntime.Initialize();
        torch.set_num_threads(SharedOptions.ThreadCount(parsed.GetValue(_threads)));
        return device;
    }

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
