using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Checklists;
using LCam.Experiments.Outputs;

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
        var force = SharedOptions.Force();
        var json = SharedOptions.Json();
        var verb = new Command("checklist", "print the reproducibility checklist of an experiment, answered from the store") { spec, set, store, output, force, json };
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var folder = store.Folder(context, parsed, experiment);
            var guard = new OutputGuard(parsed.GetValue(force)).ProtectInputs(experiment, folder).Add("--output", parsed.GetValue(output), OutputKinds.Checklist);
            guard.Check();
            using var opened = store.OpenExisting(context, parsed, experiment);
            var checklist = new ChecklistBuilder(opened).Build(experiment);
            if (guard.Outputs is [var file])
            {
                guard.Write(file, ChecklistMarkdown.Render(checklist));
                context.Say($"checklist written to {file.Path}");
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
