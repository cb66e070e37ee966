using System.CommandLine;
using LCam.Experiments.Specs;
using LCam.Models;
using LCam.Predictions;
using LCam.Problems;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary>The options of the verbs that run a classifier over images: which one, on what, and how.</summary>
internal sealed class PredictionOptionGroup
{
    private readonly Option<string> _images = new("--images") { Description = "the image folder", Required = true };
    private readonly Option<string> _architecture = new("--architecture") { Description = "resnet50 or vgg16, or torchscript with --head", Required = true };
    private readonly Option<string> _weights = new("--weights") { Description = "the classifier's weight file; of a torchscript network its features", Required = true };
    private readonly ScriptOptionGroup _script = new();
    private readonly Option<string?> _entry = SharedOptions.Entry();
    private readonly Option<int> _classes = NumberOption.With(1000, NumberLimits.Classes, "classes of the classifier", "--classes");
    private readonly Option<double> _width = NumberOption.With(1.0, NumberLimits.Width, "the classifier's widths as a share of the published ones", "--width");
    private readonly Option<int> _inputSize = NumberOption.With(256, NumberLimits.Side, "short side after resizing, in pixels", "--input-size");
    private readonly Option<int> _cropSize = NumberOption.With(224, NumberLimits.Side, "side of the centre crop, in pixels", "--crop-size");
    private readonly Option<int> _batchSize = NumberOption.With(32, NumberLimits.OfKey("evaluation.batch-size"), "images a batch", "--batch-size");
    private readonly Option<int> _workers = NumberOption.With(0, NumberLimits.OfKey("training.workers"), "images decoded at once; 0 for the number of processors", "--workers");
    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();

    /// <summary>What a verb must have.</summary>
    public IReadOnlyList<Option> Required => [_images, _architecture, _weights];

    /// <summary>What has a standard value.</summary>
    public IReadOnlyList<Option> Optional => [_entry, .. _script.All, _classes, _width, _inputSize, _cropSize, _batchSize, _device, _threads, _workers];

    /// <summary>The image folder.</summary>
    public string Images(ParseResult parsed) => parsed.GetRequiredValue(_images);

    /// <summary>The options as they were given, on no particular device yet; what they themselves know to be wrong is not looked at.</summary>
    public PredictionOptions Read(ParseResult parsed) => new()
    {
        Backbone = new BackboneOptions(parsed.GetRequiredValue(_architecture), parsed.GetValue(_classes), parsed.GetValue(_width)) { Script = _script.Read(parsed) },
        IsTrusted = _script.IsTrusted(parsed),
        Weights = parsed.GetRequiredValue(_weights),
        Entry = parsed.GetValue(_entry),
        InputSize = parsed.GetValue(_inputSize),
        CropSize = parsed.GetValue(_cropSize),
        BatchSize = parsed.GetValue(_batchSize),
        Workers = parsed.GetValue(_workers),
    };

    /// <summary>Loads the numeric library.</summary>
    /// <returns>The device to work on.</returns>
    /// <exception cref="ProblemException">The library cannot be loaded, or there is no such device.</exception>
    public string Start(CliContext context, ParseResult parsed)
    {
        var device = Devices.Resolve(context, parsed.GetRequiredValue(_device));
        context.LoadNumericLibrary();
        torch.set_num_threads(SharedOptions.ThreadCount(parsed.GetValue(_threads)));
        return device;
    }
}
