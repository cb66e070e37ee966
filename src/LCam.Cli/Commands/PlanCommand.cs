using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Outputs;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam plan SPEC</c>: every stage and what would be done about it. Costs nothing and changes nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var only = SharedOptions.Only();
        var store = new StoreOption(hasSpec: true);
        var force = new Option<bool>("--force") { Description = "as of 'run': outputs may replace files that lcam did not write" };
        var settings = new Option<bool>("--settings") { Description = "list every setting, and the file and line, option or default that it comes from" };
        var json = SharedOptions.Json();
        var verb = new Command("plan", "show what 'run' would do, and why") { spec, set, only, store, force, settings, json };
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set), parsed.GetRequiredValue(only));
            var folder = store.FolderOrNull(context, parsed, experiment);
            using var opened = folder is null ? null : ExperimentStore.OpenReadOnly(folder, context.Clock);
            var inputs = new InputCatalog(opened?.Hashes, SpecAdoption.MaximumHashedBytes, context.Cancellation);
            var plan = new Planner(opened, inputs, new ExecutionSettings("cpu", Environment.ProcessorCount), HostIdentity.Current(), context.Clock) { Scripts = new ScriptInspector(context.LoadNumericLibrary, context.Say) }.Plan(experiment);
            plan = WithPublished(context, folder is null ? plan with { Problems = [.. plan.Problems, experiment.Store!.Unresolved!], ProblemKind = ProblemKind.InvalidInput } : plan);
            plan = plan.Chosen();
            if (parsed.GetValue(json))
            {
                PrintJson(context, plan);
            }
            else
            {
                Print(context, plan);
                PrintSettings(context, plan.Spec, parsed.GetValue(settings));
            }

            new OutputGuard(parsed.GetValue(force)).ProtectInputs(experiment, folder).AddOutputsOf(experiment).Check();
            return plan is { Problems.Count: > 0, ProblemKind: ProblemKind.InvalidInput } ? ExitCodes.Invalid : ExitCodes.Ok;
        });
        return verb;
    }

    private static ExperimentPlan WithPublished(CliContext context, ExperimentPlan plan)
    {
        try
        {
            SharedOptions.CheckPublished(context, plan.Spec);
            return plan;
        }
        catch (ProblemException failure)
        {
            var isInvalid = failure.Kind == ProblemKind.InvalidInput || (plan.Problems.Count > 0 && plan.ProblemKind == ProblemKind.InvalidInput);
            return plan with { Problems = [.. plan.Problems, .. failure.Problems], ProblemKind = isInvalid ? ProblemKind.InvalidInput : failure.Kind };
        }
    }

    private static void Print(CliContext context, ExperimentPlan plan)
    {
        var table = new TextTable("state", "stage", "key", "reason");
        foreach (var stage in plan.Stages)
        {
            table.Add(State(stage), stage.Label, stage.MakeIdentity is null ? "" : stage.Key[..12], stage.Reason);
        }

        context.Out.Write(table.Render());
        context.Out.WriteLine();
        var counts = plan.Stages.GroupBy(State).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}");
        context.Out.WriteLine($"{plan.Spec.Name}: {plan.Cells.Count} cells, {plan.Stages.Count} stages: {string.Join(", ", counts)}");
        if (plan.Problems.Count > 0)
        {
            context.Out.WriteLine();
            context.Out.WriteLine(plan.ProblemKind == ProblemKind.InvalidInput ? "missing or wrong:" : "missing:");
            foreach (var problem in plan.Problems)
            {
                context.Out.WriteLine($"  {problem}");
            }
        }
    }

    private static void PrintSettings(CliContext context, ExperimentSpec spec, bool all)
    {
        if (!all)
        {
            if (spec.Extended.Count > 0)
            {
                context.Say($"the spec extends {spec.Extended.Count} {(spec.Extended.Count == 1 ? "file" : "files")}; --settings lists each setting with the file and line that it comes from");
            }

            return;
        }

        context.Out.WriteLine();
        var table = new TextTable("setting", "from", "value");
        foreach (var (key, value) in spec.Resolved)
        {
            table.Add(key, spec.Origins[key], value);
        }

        context.Out.Write(table.Render());
    }

    private static void PrintJson(CliContext context, ExperimentPlan plan) => ResultJson.Print(
        context,
        new
        {
            Experiment = plan.Spec.Name,
            Cells = plan.Cells.Select(cell => new
            {
                cell.Label,
                Classifier = cell.Classifier?.Key,
                Train = cell.Train?.Key,
                Measure = cell.Measure.Key,
            }),
            Settings = plan.Spec.Resolved.ToDictionary(value => value.Key, value => new { value.Value, Origin = plan.Spec.Origins[value.Key] }),
            Stages = plan.Stages.Select(stage => new { stage.Key, Kind = stage.Kind.Name(), stage.Label, State = State(stage), stage.Reason, stage.Needs }),
            Missing = plan.Problems,
        });

    private static string State(PlannedStage stage) => stage.State.ToString().ToLowerInvariant();
}
