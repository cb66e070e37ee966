using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Auditing;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Sealing;
using LCam.Experiments.Store;
using LCam.Files;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam audit [SPEC]</c>: what in a store is not what it claims to be.</summary>
internal static class AuditCommand
{
    public static Command Create(CliContext context)
    {
        var spec = new Argument<string?>("SPEC") { Description = "the experiment's YAML file; without it, all experiments of the store", Arity = ArgumentArity.ZeroOrOne };
        var set = SharedOptions.Set();
        var store = new StoreOption(hasSpec: true);
        var level = AuditLevels.Option("--level", AuditLevels.All);
        var signers = new Option<string?>("--signers") { Description = "an ssh-keygen file of allowed signers: every seal must be signed by one of them" };
        var rehash = new Option<bool>("--rehash") { Description = "read every image again, and not only those whose size or modification time changed" };
        var json = SharedOptions.Json();
        var markdown = new Option<bool>("--markdown") { Description = "print the findings as Markdown" };
        var reruns = new RerunOptionGroup();
        var verb = new Command("audit", "find what in a store is not what it claims to be") { spec, set, store, level, signers, rehash, json, markdown };
        reruns.All.ToList().ForEach(verb.Options.Add);
        verb.SetAction(parsed =>
        {
            var levels = AuditLevels.Parse(parsed.GetRequiredValue(level), "--level", AuditLevels.All);
            levels.UnionWith(reruns.Levels(parsed));
            CheckSigners(parsed.GetValue(signers));
            var experiment = parsed.GetValue(spec) is { } path ? SharedOptions.ReadSpec(context, path, parsed.GetRequiredValue(set)) : null;
            var folder = store.Folder(context, parsed, experiment);
            if (experiment is not null)
            {
                CheckRecorded(context, experiment, folder);
            }

            var rerunner = reruns.Rerunner(context, parsed, levels, experiment, folder);
            var report = new Auditor(context.FileSystem, context.Programs, context.Clock, context.Environment, rerunner) { LoadNumericLibrary = context.LoadNumericLibrary }
                .Audit(folder, new AuditOptions(experiment?.Name, levels, parsed.GetValue(signers), parsed.GetValue(rehash)) { Sources = experiment?.Folder, Cancellation = context.Cancellation });
            if (parsed.GetValue(json))
            {
                ResultJson.Print(context, report);
            }
            else if (parsed.GetValue(markdown))
            {
                context.Out.Write(AuditMarkdown.Render(report));
            }
            else
            {
                Print(context, report);
            }

            return report switch
            {
                { Findings.Count: 0 } => ExitCodes.Ok,
                { IsWrong: true } => ExitCodes.Differs,
                _ => ExitCodes.DataMissing,
            };
        });
        return verb;
    }

    // Else each seal would be called unsigned for a slip in the command.
    private static void CheckSigners(string? path)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            DataFile.OpenRead(path, SealSignature.LargestSigners).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem("--signers", $"{path} cannot be read: {failure.Message}", "name a file of lines: name key-type key"), failure);
        }
    }

    // An audit is of what was recorded: what is there under another name has no seal of its own to hold it to.
    private static void CheckRecorded(CliContext context, ExperimentSpec spec, string folder)
    {
        using var store = ExperimentStore.OpenUntouched(folder, context.Clock, anySchema: true);
        if (store.Experiments.Find(spec.Name) is null && SpecAdoption.IsFinished(spec, store, context.Clock, context.Cancellation))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(
                folder, $"the store has all that {spec.Name} asks for, but not under this name", $"'lcam run {spec.File}' records it, and runs nothing"));
        }
    }

    private static void Print(CliContext context, AuditReport report)
    {
        foreach (var finding in report.Findings)
        {
            context.Out.WriteLine($"{finding.Id}  {finding.Severity.ToString().ToLowerInvariant()}  {finding.Subject}: {finding.Evidence} ({finding.Remedy})");
        }

        context.Say(AuditMarkdown.Summary(report));
    }
}
