using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Experiments.Explaining;
using LCam.Experiments.Specs;
using LCam.Models.Scripted;
using LCam.Problems;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary><c>lcam explain IMAGE...</c>: shows where a classifier looks, by one explainer or several.</summary>
internal sealed class ExplainCommand
{
    private readonly Argument<string[]> _images = new("IMAGE") { Description = "image files", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _output = new("--output") { Description = "the folder to write to; needed without --figure" };
    private readonly Option<string?> _figure = new("--figure") { Description = "a figure for print to write, images in rows and explainers in columns, as .pdf, .svg or .png" };
    private readonly Option<double> _figureWidth = NumberOption.With(122.0, NumberLimits.Number(20, 1000), "of the figure, in millimetres", "--figure-width");
    private readonly Option<int> _figureDpi = NumberOption.With(300, NumberLimits.Whole(50, 1200), "pixels of a figure as .png to an inch", "--figure-dpi");
    private readonly Option<string?> _font = new("--figure-font") { Description = "a TrueType or OpenType file for the words of figure and contact sheet, where the program's own font lacks letters" };
    private readonly Option<double> _percentage = NumberOption.With(0.0, NumberLimits.Number(0, 1), "of each map to mute before the confidence is taken again, 0 to 1, as in specs", "--percentage");
    private readonly Option<string[]> _explainers = Repeatable("--explainer", "an explainer, as ID or ID:PARAMETER=VALUE,...; several by repeating it or by commas (default: grad-cam)");
    private readonly Option<string[]> _runs = Repeatable("--run", "a finished training's id, or its beginning: its attention mechanism explains, and its classifier is the one; may be repeated");
    private readonly Option<string[]> _attentions = Repeatable("--attention", "a trained model's file, as FILE, or MODEL=FILE where it does not say which it is: its attention mechanism explains, on its own network; may be repeated");
    private readonly Option<string?> _backbone = new("--backbone", "--architecture") { Description = "resnet50 or vgg16, or torchscript with --head; needed without --run and --attention" };
    private readonly Option<string?> _entry = SharedOptions.Entry();
    private readonly Option<string?> _weights = new("--weights") { Description = "the classifier's weight file, of a torchscript network its features; needed without --run and --attention" };
    private readonly ScriptOptionGroup _script = new();
    private readonly Option<int?> _classes = NumberOption.Of<int?>(NumberLimits.Classes, "classes of the classifier (default: 1000, or the run's)", "--classes");
    private readonly Option<double?> _width = NumberOption.Of<double?>(NumberLimits.Width, "the classifier's widths as a share of the published ones (default: 1, or the run's)", "--width");
    private readonly Option<int?> _inputSize = NumberOption.Of<int?>(NumberLimits.Side, "short side after resizing, in pixels (default: 256, or the run's)", "--input-size");
    private readonly Option<int?> _cropSize = NumberOption.Of<int?>(NumberLimits.Side, "side of the centre crop, in pixels (default: 224, or the run's)", "--crop-size");
    private readonly Option<int?> _class = NumberOption.Of<int?>(NumberLimits.Whole(0, int.MaxValue), "the class to explain (default: what the classifier sees in each image)", "--class");
    private readonly Option<string?> _names = new("--names") { Description = "a file of class names, one a line, or a folder of class folders (default: the run's, or those of the class folders that the images lie in where they are as many as the classes)" };
    private readonly Option<string> _maps = new("--maps") { Description = "png, or npz for each explainer's maps as float32 beside the pictures", DefaultValueFactory = _ => "png" };
    private readonly Option<string> _colours = new("--colours") { Description = "jet or viridis", DefaultValueFactory = _ => "jet" };
    private readonly Option<double> _opacity = NumberOption.With(0.5, NumberLimits.Number(0, 1), "of the map over the image, 0 to 1", "--opacity");
    private readonly Option<long> _seed = NumberOption.With(1L, NumberLimits.OfKey("explainers.seed"), "for explainers that draw random numbers", "--seed");
    private readonly Option<bool> _force = new("--force") { Description = "replace files that are there already, and a figure that lcam did not write" };
    private readonly StoreOption _store = new(hasSpec: false);
    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    private ExplainCommand() => _maps.AcceptOnlyFromAmong("png", "npz");

    public static Command Create(CliContext context)
    {
        var options = new ExplainCommand();
        var verb = new Command("explain", "show where a classifier looks: overlays, maps and a contact sheet that compares explainers") { options._images };
        foreach (var option in options.All())
        {
            verb.Add(option);
        }

        verb.SetAction(parsed => options.Explain(context, parsed));
        return verb;
    }

    private IEnumerable<Option> All() =>
    [
        _output, _figure, _figureWidth, _figureDpi, _font, _percentage, _explainers, _runs, _attentions, _backbone, _weights, _entry, .. _script.All, _classes, _width, _inputSize, _cropSize, _class, _names,
        _maps, _colours, _opacity, _seed, _force, _store, _device, _threads, _json,
    ];

    private int Explain(CliContext context, ParseResult parsed)
    {
        // What needs no numeric library is checked before it is loaded.
        var problems = new ProblemCollector();
        var plan = problems.Try(() => ExplainPlanner.Prepare(Request(context, parsed), () => _store.OpenExisting(context, parsed, spec: null), context.FileSystem));
        problems.ThrowIfAny();

        var device = Devices.Resolve(context, parsed.GetRequiredValue(_device));
        context.LoadNumericLibrary();
        torch.set_num_threads(SharedOptions.ThreadCount(parsed.GetValue(_threads)));
        var result = ExplainRunner.Run(plan!, device, Progress(context, plan!, device), context.Cancellation);
        if (ExplainText.Unknown(result) is { } unknown)
        {
            context.Say(unknown);
        }

        if (parsed.GetValue(_json))
        {
            ResultJson.Print(context, ExplainText.Describe(plan!, result));
        }
        else
        {
            ExplainText.Print(context.Out, result);
        }

        return ExitCodes.Ok;
    }

    private ExplainRequest Request(CliContext context, ParseResult parsed) => new()
    {
        Images = parsed.GetRequiredValue(_images),
        Classifier = new ClassifierRequest(
            parsed.GetValue(_backbone),
            parsed.GetValue(_weights),
            parsed.GetValue(_classes),
            parsed.GetValue(_width),
            parsed.GetValue(_inputSize),
            parsed.GetValue(_cropSize),
            parsed.GetValue(_entry))
        {
            Script = _script.Read(parsed),
            IsTrusted = _script.IsTrusted(parsed),
        },
        CountClasses = classifier =>
        {
            context.LoadNumericLibrary();
            return ScriptedBackbone.Inspect(classifier.Backbone, classifier.Weights, [classifier.CropSize]).Classes;
        },
        Explainers = parsed.GetRequiredValue(_explainers),
        Runs = parsed.GetRequiredValue(_runs),
        Attentions = parsed.GetRequiredValue(_attentions),
        Class = parsed.GetValue(_class),
        Names = parsed.GetValue(_names),
        Seed = parsed.GetValue(_seed),
        Output = parsed.GetValue(_output),
        Figure = parsed.GetValue(_figure) is { } figure ? new FigureRequest(figure, parsed.GetValue(_figureWidth), parsed.GetValue(_figureDpi)) : null,
        Font = parsed.GetValue(_font),
        Percentage = parsed.GetValue(_percentage),
        Colours = parsed.GetRequiredValue(_colours),
        Opacity = parsed.GetValue(_opacity),
        WritesArrays = parsed.GetValue(_maps) == "npz",
        Store = _store.Folder(context, parsed, spec: null),
        Replace = parsed.GetValue(_force),
    };

    private static ImmediateProgress<int> Progress(CliContext context, ExplainPlan plan, string device)
    {
        var maps = plan.Images.Count * plan.Columns.Count;
        context.Say(string.Create(CultureInfo.InvariantCulture, $"explaining {plan.Images.Count} images with {plan.Columns.Count} explainers on {device}"));
        var counts = new CountProgress(context, "maps");
        return new ImmediateProgress<int>(done => counts.Report(done, maps));
    }

    private static Option<string[]> Repeatable(string name, string description) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };
}
