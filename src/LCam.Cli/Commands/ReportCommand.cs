using System.CommandLine;
using System.Net;
using LCam.Cli.Rendering;
using LCam.Experiments.Auditing;
using LCam.Experiments.Outputs;
using LCam.Experiments.Specs;
using LCam.Files;
using LCam.Problems;
using LCam.Reporting;
using LCam.Reporting.Serving;

namespace LCam.Cli.Commands;

/// <summary><c>lcam report SPEC</c>: an experiment as a folder of static pages.</summary>
internal static class ReportCommand
{
    // What is in the folder is for the site to judge, which knows its own.
    private static readonly OutputKind SiteKind = new("report", _ => true, IsFolder: true);

    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var store = new StoreOption(hasSpec: true);
        var output = new Option<string?>("--output") { Description = "the report's folder (default: results/report/NAME); an earlier report there is replaced" };
        var serve = new Option<bool>("--serve") { Description = "write nothing: serve the report to browsers on this machine, and follow what goes on, until Ctrl-C" };
        var port = NumberOption.Of<int?>(NumberLimits.Whole(0, IPEndPoint.MaxPort), "of --serve (default: any that is free)", "--port");
        var level = AuditLevels.Option("--audit", AuditOptions.ReadingLevels);
        var gallery = new GalleryOptionGroup();
        var json = SharedOptions.Json();
        var verb = new Command("report", "write an experiment's report, pages of HTML that open from disk, or serve it") { spec, set, store, output, serve, port, level };
        foreach (var option in gallery.All.Append(json))
        {
            verb.Add(option);
        }

        verb.SetAction(parsed =>
        {
            var levels = AuditLevels.Parse(parsed.GetRequiredValue(level), "--audit", AuditOptions.ReadingLevels);
            Check(parsed.GetValue(serve), parsed.GetValue(output), parsed.GetValue(port));
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var folder = store.Folder(context, parsed, experiment);
            var options = gallery.Read(context, parsed);
            var auditor = new Auditor(context.FileSystem, context.Programs, context.Clock, context.Environment);
            using var pictures = new ScratchFolder("pictures");
            var sections = new GalleryMaker(context, experiment, options, pictures.Path);
            if (parsed.GetValue(serve))
            {
                new ReportServer(context.FileSystem, context.Clock, auditor, sections.OnceFinished)
                    .Serve(experiment, folder, levels, parsed.GetValue(port) ?? 0, url => Tell(context, parsed.GetValue(json), url), context.Cancellation)
                    .GetAwaiter().GetResult();
                return ExitCodes.Ok;
            }

            var place = parsed.GetValue(output) ?? Path.Combine("results", "report", experiment.Name);
            new OutputGuard(force: false).ProtectInputs(experiment, folder).Add("--output", place, SiteKind).Check();
            var result = new ReportWriter(context.FileSystem, context.Clock, auditor, sections.Make)
                .Write(experiment, folder, levels, place, context.Cancellation);
            Print(context, parsed.GetValue(json), result, result.Index);
            context.Say(FormattableString.Invariant($"{result.Pages} pages, {result.Bytes / 1e6:F1} MB"));
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void Check(bool serve, string? output, int? port)
    {
        var problems = new List<Problem>();
        if (serve && output is not null)
        {
            problems.Add(new Problem("--output", "--serve writes nothing", "leave out one of the two"));
        }

        if (!serve && port is not null)
        {
            problems.Add(new Problem("--port", "only --serve has a port", "add --serve, or leave it out"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
    }

    private static void Tell(CliContext context, bool json, string url)
    {
        Print(context, json, new { Url = url }, url);
        context.Say($"serving the report at {url}, to this machine alone, until Ctrl-C");
    }

    private static void Print<T>(CliContext context, bool json, T result, string text)
    {
        if (json)
        {
            ResultJson.Print(context, result);
        }
        else
        {
            context.Out.WriteLine(text);
        }

        context.Out.Flush();
    }
}
