using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Outputs;
using LCam.Images;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam data lock</c>: writes down what each image of a data set is.</summary>
internal static class DataLockCommand
{
    public static Command Create(CliContext context)
    {
        var images = new Option<string>("--images") { Description = "the image folder", Required = true };
        var list = new Option<string?>("--list") { Description = "the images to lock, as a list (default: all pictures of the folder and those below it)" };
        var masks = new Option<bool>("--masks") { Description = "with --list: also the object masks beside its images, each a PNG with the image's stem" };
        var output = new Option<string>("--output") { Description = "the lock to write, or to bring up to date", Required = true };
        var force = SharedOptions.Force();
        var json = SharedOptions.Json();
        var verb = new Command("lock", "write size, time and hash of each image, so that no start has to read them again; goes on where it was interrupted") { images, list, masks, output, force, json };
        verb.SetAction(parsed => Lock(
            context, parsed.GetRequiredValue(images), parsed.GetValue(list), parsed.GetValue(masks), parsed.GetRequiredValue(output), parsed.GetValue(force), parsed.GetValue(json)));
        return verb;
    }

    private static int Lock(CliContext context, string folder, string? list, bool masks, string output, bool force, bool json)
    {
        var guard = new OutputGuard(force)
            .Protect("the image folder", folder)
            .Protect("the list", list)
            .Add("--output", output, OutputKinds.Lock);
        var problems = new ProblemCollector();
        problems.Try(guard.Check);
        var set = problems.Try(() => list is null ? ImageFolder.Read(folder).Images : Listed(folder, list, masks));
        problems.ThrowIfAny();
        var total = set!.Entries.DistinctBy(entry => entry.Path).Count();
        context.Say(FormattableString.Invariant($"locking {total} images of {folder}"));
        var (made, known) = DataLocker.Lock(set, output, CountProgress.To(total, context, "images"), context.Cancellation);
        if (json)
        {
            ResultJson.Print(context, new { Lock = Path.GetFullPath(output), Images = made.Count, Known = known, made.Root });
        }
        else
        {
            context.Out.WriteLine(FormattableString.Invariant($"{output}: {made.Count} images, {made.Count - known} of them hashed now, root {made.Root}"));
        }

        return ExitCodes.Ok;
    }

    private static ImageSet Listed(string folder, string list, bool masks)
    {
        var set = ImageSet.Read(folder, list);
        return masks ? set with { Entries = [.. set.Entries, .. MaskSet.Of(folder, set).Entries] } : set;
    }
}
