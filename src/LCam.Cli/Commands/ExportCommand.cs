using System.CommandLine;
using System.Globalization;
using LCam.Experiments.Transfer;

namespace LCam.Cli.Commands;

/// <summary><c>lcam export SPEC|RUN... --output FILE</c>: runs, with all that they need, as one file.</summary>
internal static class ExportCommand
{
    public static Command Create(CliContext context)
    {
        var what = new Argument<string[]>("SPEC|RUN") { Description = "experiments' YAML files, and ids of runs or stages, which may be shortened", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output") { Description = "the file to write", Required = true };
        var store = SharedOptions.Store();
        var verb = new Command("export", "write finished runs, with all that they need, into one file") { what, output, store };
        verb.SetAction(parsed =>
        {
            using var opened = SharedOptions.OpenExisting(context, parsed.GetValue(store));
            var selection = new RunSelection(opened);
            var experiments = new List<ArchivedExperiment>();
            foreach (var name in parsed.GetRequiredValue(what))
            {
                if (context.FileSystem.File.Exists(name))
                {
                    experiments.Add(selection.AddExperiment(SharedOptions.ReadSpec(context, name, []).Name));
                }
                else
                {
                    selection.Add(name);
                }
            }

            var manifest = new RunExporter(opened, context.FileSystem).Write(selection.Runs, experiments, parsed.GetRequiredValue(output));
            var bytes = manifest.Runs.SelectMany(run => run.Files).Sum(file => file.Bytes);
            context.Say(string.Create(CultureInfo.InvariantCulture, $"{manifest.Runs.Count} runs, {bytes:N0} bytes written to {parsed.GetRequiredValue(output)}"));
            return ExitCodes.Ok;
        });
        return verb;
    }
}
