using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Specs;
using LCam.Images;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam data check</c>: checks an image list and its images.</summary>
internal static class DataCheckCommand
{
    public static Command Create(CliContext context)
    {
        var images = new Option<string>("--images") { Description = "the image folder", Required = true };
        var list = new Option<string>("--list") { Description = "the image list", Required = true };
        var classes = NumberOption.Of<int?>(NumberLimits.Classes, "labels must lie below this number", "--classes");
        var decode = new Option<bool>("--decode") { Description = "decode every image, not only look whether it is there" };
        var json = SharedOptions.Json();
        var verb = new Command("check", "check an image list and its images") { images, list, classes, decode, json };
        verb.SetAction(parsed => Check(
            context,
            parsed.GetRequiredValue(images),
            parsed.GetRequiredValue(list),
            parsed.GetValue(classes),
            parsed.GetValue(decode),
            parsed.GetValue(json)));
        return verb;
    }

    private static int Check(CliContext context, string folder, string list, int? classes, bool decode, bool json)
    {
        var set = ImageSet.Read(folder, list, classes);
        ProblemException.ThrowIfAny(ProblemKind.DataMissing, set.Check(cancellation: context.Cancellation));
        if (decode)
        {
            var counts = new CountProgress(context, "images");
            counts.Report(0, set.Entries.Count);
            var progress = new ImmediateProgress<int>(done => counts.Report(done, set.Entries.Count));
            ProblemException.ThrowIfAny(ProblemKind.InvalidInput, ImageSetReport.CheckDecoding(set, progress, context.Cancellation));
        }

        var report = ImageSetReport.Of(set.Entries);
        if (json)
        {
            ResultJson.Print(context, report);
        }
        else
        {
            Print(context.Out, list, report, classes, decode);
        }

        return ExitCodes.Ok;
    }

    private static void Print(TextWriter output, string list, ImageSetReport report, int? classes, bool decoded)
    {
        var counts = report.ImagesByLabel;
        var (fewest, most) = (counts.MinBy(pair => pair.Value), counts.MaxBy(pair => pair.Value));
        var state = decoded ? "all decode" : "all there";
        output.WriteLine(FormattableString.Invariant($"{list}: {report.Images} images, {state}"));
        output.WriteLine(FormattableString.Invariant($"listed again: {report.Duplicates}, of {report.Contradictions} images with another label"));
        output.WriteLine(FormattableString.Invariant($"labels: {counts.Count} different, from {counts.Keys.Min()} to {counts.Keys.Max()}"));
        output.WriteLine(FormattableString.Invariant(
            $"images a label: {(double)report.Images / counts.Count:F1} in the mean, fewest {fewest.Value} (label {fewest.Key}), most {most.Value} (label {most.Key})"));
        if (classes is { } number)
        {
            output.WriteLine(FormattableString.Invariant($"labels without images: {number - counts.Count} of {number}"));
        }
    }
}
