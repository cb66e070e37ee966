using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Checklists;

namespace LCam.Cli.Commands;

/// <summary><c>lcam checklist SPEC</c>: the reproducibility checklist of an experiment, answered from the store. Unlike an audit it judges nothing.</summary>
internal static class ChecklistCommand
{
    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var store = new StoreOption(hasSpec: true);
        var output = new Option<string?>("--output") { Description = "write to a file instead" };
        var json = SharedOptions.Json();
        var verb = new Command("checklist", "print the reproducibility checklist of an experiment, answered from the store") { spec, set, store, output, json };
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            using var opened = store.OpenExisting(context, parsed, experiment);
            var checklist = new ChecklistBuilder(opened).Build(experiment);
            if (parsed.GetValue(output) is { } path)
            {
                WholeFile.Write(path, ChecklistMarkdown.Render(checklist));
                context.Say($"checklist written to {path}");
            }
            else if (parsed.GetValue(json))
            {
                ResultJson.Print(context, checklist);
            }
            else
            {
                context.Out.Write(ChecklistMarkdown.Render(checklist));
            }

            return ExitCodes.Ok;
        });
        return verb;
    }
}
