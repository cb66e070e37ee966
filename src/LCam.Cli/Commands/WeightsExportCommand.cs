using System.CommandLine;
using LCam.Experiments.Outputs;
using LCam.Experiments.Snapshots;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam weights export</c>: writes a finished training as the reference's own scripts save one.</summary>
internal static class WeightsExportCommand
{
    private const string Extension = ".pth.tar";

    public static Command Create(CliContext context)
    {
        var run = new Argument<string>("RUN") { Description = "a finished training's id, or its beginning" };
        var output = new Option<string>("--output") { Description = "the snapshot to write: a name that ends with .pth.tar", Required = true };
        var weights = new Option<string?>("--weights") { Description = "the classifier's weight file, where it has moved since" };
        var force = new Option<bool>("--force") { Description = "replace the file if it is there" };
        var store = new StoreOption(hasSpec: false);
        var verb = new Command("export", "write a training as a snapshot that the reference implementation's restore loads: classifier, attention, epoch, counter, optimizer")
        {
            run, output, weights, force, store,
        };
        verb.SetAction(parsed =>
        {
            var (target, kept) = (parsed.GetRequiredValue(output), parsed.GetValue(force));
            CheckExtension(target);
            using var opened = store.OpenExisting(context, parsed, spec: null);
            var plan = new SnapshotExporter(context.FileSystem).Prepare(opened, parsed.GetRequiredValue(run), parsed.GetValue(weights));
            new OutputGuard(kept)
                .Protect("the store", opened.Folder)
                .Protect("the classifier's weights", plan.Weights)
                .Add("--output", target, OutputKinds.Kept("snapshot"))
                .Check();
            context.LoadNumericLibrary();
            SnapshotExporter.Write(plan, target);
            context.Out.WriteLine(FormattableString.Invariant($"{target}: {plan.Run.Name}, epoch {plan.Run.Order.Training.Epochs - 1}, step {plan.Steps}, {new FileInfo(target).Length} bytes"));
            if (plan.Momentum is null)
            {
                context.Say("the optimizer has no momentum: no checkpoint behind the last step was kept");
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void CheckExtension(string path)
    {
        if (!path.EndsWith(Extension, StringComparison.Ordinal))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem("--output", $"{path} does not end with {Extension}: the reference looks for no other name", $"name it {Path.GetFileNameWithoutExtension(path)}{Extension}"));
        }
    }
}
