using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Experiments.Outputs;
using LCam.Images;
using LCam.Labelling;
using LCam.Predictions;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam data label</c>: writes a list with the labels that a classifier itself predicts.</summary>
internal sealed class DataLabelCommand
{
    private readonly PredictionOptionGroup _prediction = new();
    private readonly Option<string?> _list = new("--list") { Description = "the images to label, as a list whose labels do not matter (default: all pictures of the folder and those below it)" };
    private readonly Option<string> _output = new("--output") { Description = "the list to write", Required = true };
    private readonly Option<bool> _restart = new("--restart") { Description = "forget the labels that an interrupted run left" };
    private readonly Option<bool> _force = new("--force") { Description = "replace the output list" };
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

    private IEnumerable<Option> All() => [.. _prediction.Required, _list, _output, .. _prediction.Optional, _restart, _force, _json];

    // What is there already the labelling itself judges. Labels of an interrupted run, which it goes on with, are as its own.
    private OutputGuard Guard(ParseResult parsed, PredictionOptions prediction) => new OutputGuard(force: true)
        .Protect("the image folder", _prediction.Images(parsed))
        .Protect("the list to label", parsed.GetValue(_list))
        .Protect("the weight file", prediction.Weights)
        .Protect("the head", prediction.Backbone.Script?.Head)
        .Add("--output", parsed.GetRequiredValue(_output), OutputKinds.Kept("list"))
        .Add("--output", Labeller.PartialPath(parsed.GetRequiredValue(_output)), OutputKinds.Kept("list of labels so far"));

    private int Label(CliContext context, ParseResult parsed)
    {
        // What needs no numeric library is checked before it is loaded.
        var problems = new ProblemCollector();
        var prediction = _prediction.Read(parsed);
        problems.Try(prediction.Validate);
        problems.Try(() => Guard(parsed, prediction).Check());
        var (folder, output) = (_prediction.Images(parsed), parsed.GetRequiredValue(_output));
        var content = problems.Try(() => parsed.GetValue(_list) is { } list
            ? new ImageFolderContent(ImageSet.Read(folder, list), new Dictionary<string, int>(), [])
            : ImageFolder.Read(folder));
        problems.ThrowIfAny();
        var images = content!.Images;
        if (content.SkippedText is { } skipped)
        {
            context.Say(skipped);
        }

        var options = new LabellingOptions
        {
            Prediction = prediction with { Device = _prediction.Start(context, parsed) },
            Restart = parsed.GetValue(_restart),
            Replace = parsed.GetValue(_force),
        };
        var resumed = 0;
        var counts = new CountProgress(context, "images");
        var progress = new ImmediateProgress<LabellingProgress>(report =>
        {
            if (report.Done == report.Resumed)
            {
                resumed = report.Resumed;
                var start = resumed > 0 ? FormattableString.Invariant($", {resumed} of them by an interrupted run") : "";
                context.Say(string.Create(CultureInfo.InvariantCulture, $"labelling {report.Total} images on {options.Prediction.Device}{start}"));
            }

            counts.Report(report.Done, report.Total);
        });
        Labeller.Label(images, options, output, progress, context.Cancellation);
        if (parsed.GetValue(_json))
        {
            ResultJson.Print(context, new { List = Path.GetFullPath(output), Images = images.Entries.Count, Resumed = resumed, Sha256 = ContentHash.OfFile(output), content.Skipped, content.NotRegular });
        }
        else
        {
            context.Out.WriteLine(FormattableString.Invariant($"{output}: {images.Entries.Count} images labelled"));
        }

        return ExitCodes.Ok;
    }
}
