using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Experiments.Store;
using LCam.Experiments.Transfer;

namespace LCam.Cli.Commands;

/// <summary><c>lcam import FILE</c>: brings the runs of an archive into the store, once its every byte was checked.</summary>
internal static class ImportCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string>("FILE") { Description = "what 'lcam export' wrote" };
        var store = new StoreOption(hasSpec: false);
        var json = SharedOptions.Json();
        var verb = new Command("import", "bring the runs of a file that 'export' wrote into the store") { file, store, json };
        verb.SetAction(parsed =>
        {
            using var archive = RunArchive.Open(context.FileSystem, parsed.GetRequiredValue(file), context.Cancellation);
            using var opened = ExperimentStore.Open(store.Folder(context, parsed, spec: null), context.Clock);
            var report = new RunImporter(opened, context.FileSystem, context.Clock).Import(archive, context.Cancellation);
            if (parsed.GetValue(json))
            {
                ResultJson.Print(context, report);
            }
            else
            {
                foreach (var skipped in report.Skipped)
                {
                    context.Out.WriteLine($"{skipped.Id} is left out: {skipped.Reason}");
                }

                context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Imported.Count} runs imported, {report.Skipped.Count} left out"));
                if (report.Scripted.Count > 0)
                {
                    context.Out.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{report.Scripted.Count} of them are of a network of TorchScript files, which are programs: no archive brings such, and only files that a spec of yours names are run"));
                }
            }

            return ExitCodes.Ok;
        });
        return verb;
    }
}
