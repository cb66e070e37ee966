using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Specs;
using LCam.Shapes;

namespace LCam.Cli.Commands;

/// <summary><c>lcam data shapes</c>: makes the embedded data set.</summary>
internal static class DataShapesCommand
{
    private static readonly ShapesOptions Defaults = new();

    public static Command Create(CliContext context)
    {
        var output = new Option<string>("--output") { Description = "the folder to make", Required = true };
        var seed = NumberOption.With(Defaults.Seed, NumberLimits.OfKey("data.shapes.seed"), "the seed that the scenes are drawn from", "--seed");
        var train = NumberOption.With(Defaults.Train, NumberLimits.OfKey("data.shapes.train"), "scenes in the training split", "--train");
        var evaluation = NumberOption.With(Defaults.Evaluation, NumberLimits.OfKey("data.shapes.evaluation"), "scenes in the evaluation split", "--evaluation");
        var classes = NumberOption.With(Defaults.Classes, NumberLimits.OfKey("data.shapes.classes"), $"classes, 2 to {ShapesOptions.MostClasses}", "--classes");
        var size = NumberOption.With(Defaults.Size, NumberLimits.OfKey("data.shapes.size"), "side of the images in pixels", "--size");
        var json = SharedOptions.Json();
        var verb = new Command("shapes", "make the embedded data set of labelled shapes; the same options give the same files")
        {
            output, seed, train, evaluation, classes, size, json,
        };
        verb.SetAction(parsed =>
        {
            var options = new ShapesOptions
            {
                Seed = parsed.GetValue(seed),
                Train = parsed.GetValue(train),
                Evaluation = parsed.GetValue(evaluation),
                Classes = parsed.GetValue(classes),
                Size = parsed.GetValue(size),
            };
            return Make(context, options, parsed.GetRequiredValue(output), parsed.GetValue(json));
        });
        return verb;
    }

    private static int Make(CliContext context, ShapesOptions options, string folder, bool json)
    {
        var counts = new CountProgress(context, "scenes");
        counts.Report(0, options.Train + options.Evaluation);
        var progress = new ImmediateProgress<int>(done => counts.Report(done, options.Train + options.Evaluation));
        var result = ShapesDataSet.Make(options, folder, progress, context.Cancellation);
        context.Say(result.Created ? $"made the data set in {folder}" : $"the data set is in {folder} already");
        if (json)
        {
            ResultJson.Print(context, new { Folder = Path.GetFullPath(folder), result.Created, DataSet = result.Manifest });
        }
        else
        {
            context.Out.WriteLine(FormattableString.Invariant(
                $"{folder}: {options.Train} training and {options.Evaluation} evaluation images of {options.Classes} classes, {options.Size}x{options.Size} pixels, seed {options.Seed}"));
            context.Out.WriteLine($"sha256 {result.Manifest.Sha256}");
        }

        return ExitCodes.Ok;
    }
}
