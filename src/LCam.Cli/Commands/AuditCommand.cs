using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Auditing;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam audit [SPEC]</c>: what in a store is not what it claims to be.</summary>
internal static class AuditCommand
{
    public static Command Create(CliContext context)
    {
        var spec = new Argument<string?>("SPEC") { Description = "the experiment's YAML file; without it, all experiments of the store", Arity = ArgumentArity.ZeroOrOne };
        var set = SharedOptions.Set();
        var store = SharedOptions.Store();
        var level = new Option<string>("--level")
        {
            Description = "what to look at: A0 completeness, A1 integrity, A2 consistency, A3 provenance, A4 evaluations again, A5 trainings again, A6 published values on file",
            DefaultValueFactory = _ => string.Join(",", AuditOptions.ReadingLevels.Select(Name)),
        };
        var signers = new Option<string?>("--signers") { Description = "an ssh-keygen file of allowed signers: every seal must be signed by one of them" };
        var rehash = new Option<bool>("--rehash") { Description = "read every image again, and not only those whose size or modification time changed" };
        var json = SharedOptions.Json();
        var markdown = new Option<bool>("--markdown") { Description = "print the findings as Markdown" };
        var reruns = new RerunOptionGroup();
        var verb = new Command("audit", "find what in a store is not what it claims to be") { spec, set, store, level, signers, rehash, json, markdown };
        reruns.All.ToList().ForEach(verb.Options.Add);
        verb.SetAction(parsed =>
        {
            var levels = Levels(parsed.GetRequiredValue(level));
            levels.UnionWith(reruns.Levels(parsed));
            var experiment = parsed.GetValue(spec) is { } path ? SharedOptions.ReadSpec(context, path, parsed.GetRequiredValue(set)) : null;
            var folder = SharedOptions.StoreFolder(context, parsed.GetValue(store), experiment);
            var rerunner = reruns.Rerunner(context, parsed, levels, experiment, folder);
            var report = new Auditor(context.FileSystem, context.Programs, context.Clock, context.Environment, rerunner)
                .Audit(folder, new AuditOptions(experiment?.Name, levels, parsed.GetValue(signers), parsed.GetValue(rehash)));
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

    private static HashSet<AuditLevel> Levels(string text)
    {
        var known = Enum.GetValues<AuditLevel>().ToDictionary(Name, StringComparer.OrdinalIgnoreCase);
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.Where(name => !known.ContainsKey(name)).Select(name => new Problem("--level", $"{name} is no level", $"give some of {string.Join(",", known.Keys)}")).ToList();
        if (names.Length == 0)
        {
            unknown.Add(new Problem("--level", "there is no level in it", $"give some of {string.Join(",", known.Keys)}"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, unknown);
        return [.. names.Select(name => known[name])];
    }

    private static string Name(AuditLevel level) => FormattableString.Invariant($"A{(int)level}");

    private static void Print(CliContext context, AuditReport report)
    {
        foreach (var finding in report.Findings)
        {
            context.Out.WriteLine($"{finding.Id}  {finding.Severity.ToString().ToLowerInvariant()}  {finding.Subject}: {finding.Evidence} ({finding.Remedy})");
        }

        context.Say(AuditMarkdown.Summary(report));
    }
}
