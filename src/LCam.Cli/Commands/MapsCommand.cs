using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.MapFiles;
using LCam.Experiments.Outputs;

namespace LCam.Cli.Commands;

/// <summary><c>lcam maps SPEC</c>: the maps that runs kept, as NumPy's archives.</summary>
internal static class MapsCommand
{
    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var store = new StoreOption(hasSpec: true);
        var output = new Option<string>("--output") { Description = "a file with the ending .npz for one method, or a folder for a file of each", Required = true };
        var method = new Option<string[]>("--method")
        {
            Description = "one of the table's methods, or its cell's coordinates as scores files have them; may be repeated (default: all)",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var force = SharedOptions.Force();
        var json = SharedOptions.Json();
        var verb = new Command("maps", "write the maps that runs kept for NumPy") { spec, set, store, output, method, force, json };
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var folder = store.Folder(context, parsed, experiment);
            using var opened = store.OpenExisting(context, parsed, experiment);
            var plan = MapsPlan.Of(experiment, opened, parsed.GetRequiredValue(output), parsed.GetRequiredValue(method));
            var guard = plan.AddTo(new OutputGuard(parsed.GetValue(force)).ProtectInputs(experiment, folder));
            guard.Check();
            foreach (var without in plan.Without)
            {
                context.Say($"no maps of {without}");
            }

            var written = new MapsWriter(opened, context.FileSystem).Write(plan, guard, context.Cancellation);
            if (parsed.GetValue(json))
            {
                ResultJson.Print(context, new { Written = written, plan.Without });
                return ExitCodes.Ok;
            }

            foreach (var file in written)
            {
                context.Out.WriteLine(FormattableString.Invariant($"{file.Method}: {file.Images} maps in {file.File}"));
            }

            return ExitCodes.Ok;
        });
        return verb;
    }
}
