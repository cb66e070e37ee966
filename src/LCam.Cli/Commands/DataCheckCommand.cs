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
        var list = new Option<string?>("--list") { Description = "the image list" };
        var labels = new Option<string?>("--labels") { Description = "folders: each folder in --images is a class; instead of --list" };
        labels.AcceptOnlyFromAmong("folders");
        var classes = NumberOption.Of<int?>(NumberLimits.Classes, "labels must lie below this number", "--classes");
        var decode = new Option<bool>("--decode") { Description = "decode every image, not only look whether it is there" };
        var json = SharedOptions.Json();
        var locked = new Option<string?>("--lock") { Description = "read every image of this lock, instead of a list's, and compare it with its hash" };
        var verb = new Command("check", "check an image list and its images") { images, list, labels, locked, classes, decode, json };

        // Of an option, not of the verb: what is wrong with other options is then told beside it.
        images.Validators.Add(result =>
        {
            if (result.GetValue(locked) is null && (result.GetValue(list) is null) == (result.GetValue(labels) is null))
            {
                result.AddError("give either --list or --labels folders");
            }
        });
        verb.SetAction(parsed => parsed.GetValue(locked) is { } file ? CheckLock(
            context, parsed.GetRequiredValue(images), file, parsed.GetValue(list) ?? parsed.GetValue(labels), parsed.GetValue(json)) : Check(
            context,
            parsed.GetRequiredValue(images),
            List(parsed.GetValue(list), parsed.GetValue(labels)),
            parsed.GetValue(classes),
            parsed.GetValue(decode),
            parsed.GetValue(json)));
        return verb;
    }

    // By content alone: size and time are what a lock is asked instead of this.
    private static int CheckLock(CliContext context, string folder, string file, string? list, bool json)
    {
        if (list is not null)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem("--lock", "a lock says itself which images there are", "leave out --list and --labels"));
        }

        var data = DataLock.Read(file);
        var differences = data.Compare(folder, CountProgress.To(data.Count, context, "images"), context.Cancellation);
        if (json)
        {
            ResultJson.Print(context, new { data.Count, data.Root, Differences = differences });
        }
        else
        {
            differences.ToList().ForEach(difference => context.Out.WriteLine(difference));
            context.Out.WriteLine(FormattableString.Invariant($"{file}: {data.Count} images, {(differences.Count == 0 ? "all as locked" : "not all as locked")}, root {data.Root}"));
        }

        return differences.Count == 0 ? ExitCodes.Ok : ExitCodes.Differs;
    }

    private static string List(string? list, string? labels) => (list, labels) switch
    {
        ({ } path, null) => path,
        (null, { }) => FolderLabels.Text,
        _ => throw new ProblemException(ProblemKind.InvalidInput, new Problem("--list", "give either --list or --labels folders")),
    };

    private static int Check(CliContext context, string folder, string list, int? classes, bool decode, bool json)
    {
        var set = ImageSet.Read(folder, list, classes);
        ProblemException.ThrowIfAny(ProblemKind.DataMissing, set.Check(cancellation: context.Cancellation));
        if (decode)
        {
            ProblemException.ThrowIfAny(ProblemKind.InvalidInput, ImageSetReport.CheckDecoding(set, CountProgress.To(set.Entries.Count, context, "images"), context.Cancellation));
        }

        var report = ImageSetReport.Of(set.Entries);
        if (json)
        {
            ResultJson.Print(context, report);
        }
        else
        {
            Print(context.Out, set.ListPath, report, classes, decode);
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
