using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Auditing;
using LCam.Reporting;

namespace LCam.Cli.Commands;

/// <summary><c>lcam report SPEC</c>: an experiment as a folder of static pages.</summary>
internal static class ReportCommand
{
    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var store = SharedOptions.Store();
        var output = new Option<string?>("--output") { Description = "the report's folder (default: results/report/NAME); an earlier report there is replaced" };
        var level = AuditLevels.Option("--audit");
        var gallery = new GalleryOptionGroup();
        var json = SharedOptions.Json();
        var verb = new Command("report", "write an experiment's report: pages of HTML that open from disk") { spec, set, store, output, level };
        foreach (var option in gallery.All.Append(json))
        {
            verb.Add(option);
        }

        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var folder = SharedOptions.StoreFolder(context, parsed.GetValue(store), experiment);
            var options = gallery.Read(parsed);
            var auditor = new Auditor(context.FileSystem, context.Programs, context.Clock, context.Environment);
            using var pictures = new PictureFolder();
            var result = new ReportWriter(context.FileSystem, context.Clock, auditor, content => GalleryOptionGroup.Make(context, experiment, content, options, pictures.Path))
                .Write(experiment, folder, AuditLevels.Parse(parsed.GetRequiredValue(level), "--audit"), parsed.GetValue(output) ?? Path.Combine("results", "report", experiment.Name), context.Cancellation);
            if (parsed.GetValue(json))
            {
                ResultJson.Print(context, result);
            }
            else
            {
                context.Out.WriteLine(result.Index);
                context.Say(FormattableString.Invariant($"{result.Pages} pages, {result.Bytes / 1e6:F1} MB"));
            }

            return ExitCodes.Ok;
        });
        return verb;
    }
}
