using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Outputs;
using LCam.Experiments.Planning;
using LCam.Experiments.Resilience;
using LCam.Experiments.Results;
using LCam.Experiments.Running;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;
using Spectre.Console;

namespace LCam.Cli.Commands;

/// <summary><c>lcam run SPEC</c> starts or continues an experiment; <c>lcam retry SPEC</c> repeats what failed, too.</summary>
internal static class RunCommand
{
    public static Command Create(CliContext context) =>
        Create(context, "run", "start or continue an experiment, then print its table", retryFailed: false);

    public static Command CreateRetry(CliContext context) =>
        Create(context, "retry", "as 'run', and repeat the stages that failed", retryFailed: true);

    private static Command Create(CliContext context, string name, string description, bool retryFailed)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var only = SharedOptions.Only();
        var store = new StoreOption(hasSpec: true);
        var device = SharedOptions.Device();
        var threads = SharedOptions.Threads();
        var failFast = new Option<bool>("--fail-fast") { Description = "start nothing more after the first failure" };
        var keepGoing = new Option<bool>("--keep-going") { Description = "after a failure, go on with what does not need the failed stage (the default)" };
        var elsewhere = new Option<bool>("--continue-elsewhere")
        {
            Description = "go on with what was begun with other threads, on another device or machine, or by another build; its numbers are mixed then, and tables say so",
        };
        var force = SharedOptions.Force();
        var json = SharedOptions.Json();
        var engines = new EngineOptionGroup();
        var verb = new Command(name, description) { spec, set, only, store, device, threads, failFast, keepGoing, elsewhere, force, json };
        engines.All.ToList().ForEach(verb.Options.Add);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(failFast) && result.GetValue(keepGoing))
            {
                result.AddError("--fail-fast and --keep-going exclude each other");
            }
        });
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set), parsed.GetRequiredValue(only));
            var choice = engines.Read(parsed);
            SharedOptions.CheckPublished(context, experiment);
            var settings = new ExecutionSettings(Devices.Resolve(context, parsed.GetRequiredValue(device)), SharedOptions.ThreadCount(parsed.GetValue(threads), choice.Jobs));
            var passing = new PassingFaults(context.Say);
            var faults = TransientFaults.Pipeline(passing.Add, context.Clock);
            var folder = store.Folder(context, parsed, experiment);
            var guard = new OutputGuard(parsed.GetValue(force)).ProtectInputs(experiment, folder).AddOutputsOf(experiment);
            var scripts = new ScriptInspector(context.LoadNumericLibrary, context.Say);
            Refuse(context, experiment, folder, settings, scripts, guard.Problems());
            using var opened = ExperimentStore.Open(folder, context.Clock, faults);
            var runner = new ExperimentRunner(opened, context.FileSystem, context.Programs, context.Clock, settings, HostIdentity.Current(), faults, passing) { Scripts = scripts };
            var options = new RunOptions(parsed.GetValue(failFast), retryFailed, parsed.GetValue(elsewhere));
            return Run(context, experiment, opened, runner, options, guard, choice, parsed.GetValue(json));
        });
        return verb;
    }

    // With all else that is wrong, as far as that is known without reading every image.
    private static void Refuse(CliContext context, ExperimentSpec spec, string folder, ExecutionSettings settings, ScriptInspector scripts, IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0)
        {
            using var store = ExperimentStore.OpenReadOnly(folder, context.Clock);
            var plan = new Planner(store, new InputCatalog(store?.Hashes, 0, context.Cancellation), settings, HostIdentity.Current(), context.Clock) { Scripts = scripts }.Plan(spec);
            throw new ProblemException(ProblemKind.InvalidInput, [.. problems, .. plan.Problems]);
        }
    }

    private static int Run(CliContext context, ExperimentSpec spec, ExperimentStore store, ExperimentRunner runner, RunOptions options, OutputGuard outputs, EngineChoice choice, bool json)
    {
        var plan = runner.Plan(spec, context.Cancellation, new HashingDisplay(context));
        if (IsDone(plan))
        {
            plan = runner.Claim(plan);
        }

        RunSummary summary;
        if (IsDone(plan))
        {
            var count = plan.Chosen().Stages.Count;
            context.Say($"nothing to do: all {count} stages of {spec.Name}{(spec.Only is null ? "" : " that --only chooses")} are done");
            summary = new RunSummary(count, 0, 0, 0, 0);
        }
        else
        {
            using var engine = choice.Create(context);
            context.LoadNumericLibrary();
            summary = Execute(context, runner, plan, options, engine);
            Report(context, spec, summary);
        }

        WriteTable(context, spec, store, outputs, summary.Complete, json);
        return summary switch
        {
            { Complete: true } => ExitCodes.Ok,
            _ when WasStopped(context, summary) => ExitCodes.Interrupted,
            _ => ExitCodes.StagesFailed,
        };
    }

    private static bool IsDone(ExperimentPlan plan) => plan.Problems.Count == 0 && plan.Chosen().Stages.All(stage => stage.State == PlanState.Cached);

    // A request to stop may find no stage under way, and still leave some that were not tried.
    private static bool WasStopped(CliContext context, RunSummary summary) =>
        summary.Interrupted > 0 || (context.Cancellation.IsCancellationRequested && !summary.Complete);

    private static RunSummary Execute(CliContext context, ExperimentRunner runner, ExperimentPlan plan, RunOptions options, IEngine engine) =>
        context.Error.Profile.Capabilities.Interactive && context.Error.Profile.Capabilities.Ansi
            ? context.Error.Progress()
                .AutoClear(false)
                .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
                .Start(bars => runner.Run(plan, options, engine, new BarRunDisplay(context, bars), context.Say, context.Cancellation))
            : runner.Run(plan, options, engine, new PlainRunDisplay(context), context.Say, context.Cancellation);

    private static void Report(CliContext context, ExperimentSpec spec, RunSummary summary)
    {
        context.Say(FormattableString.Invariant(
            $"{spec.Name}: {summary.Succeeded} stages done, {summary.Cached} were done before, {summary.Failed} failed, {summary.Skipped} not tried, {summary.Interrupted} interrupted"));
        if (summary.Failed > 0)
        {
            context.Say($"'lcam show RUN' tells more of a failure; 'lcam retry {spec.File}' repeats what failed");
        }

        if (WasStopped(context, summary))
        {
            context.Say($"'lcam run {spec.File}' goes on from here");
        }
    }

    private static void WriteTable(CliContext context, ExperimentSpec spec, ExperimentStore store, OutputGuard outputs, bool complete, bool json)
    {
        var table = ExperimentTables.Build(spec, store);
        var format = json ? TableFormats.All.First(candidate => candidate.Id == "json") : TableFormats.Default;
        context.Out.Write(table.Render(format));
        if (spec.Only is not null)
        {
            // What is written and sealed is the whole experiment, never a part.
            context.Say($"the outputs of {spec.Name} are left as they were: this is the part that --only chooses");
            return;
        }

        foreach (var output in outputs.Outputs)
        {
            if (Text(output, spec, store, table) is { } text)
            {
                WriteWhole(context, outputs, output, complete, text);
            }
        }

        if (complete)
        {
            Seal(context, spec, store);
        }
    }

    // Null for what others write.
    private static Func<string>? Text(Output output, ExperimentSpec spec, ExperimentStore store, ExperimentTable table) => output switch
    {
        { Kind: var kind } when kind == OutputKinds.Plot => table is SanityTable sanity ? () => SanityPlot.Render(sanity) : null,
        { Kind: var kind } when kind != OutputKinds.Table => null,
        _ when spec.Tables.FirstOrDefault(named => named.Output?.Where == output.Where) is { } named => () => ExperimentTables.Build(spec, named.Name, store).Render(TableFormats.Default),
        _ => () => table.Render(TableFormats.Default),
    };

    // The numbers stand, sealed or not.
    private static void Seal(CliContext context, ExperimentSpec spec, ExperimentStore store)
    {
        try
        {
            SealCommand.Tell(context, new ExperimentSealer(store, context.FileSystem, context.Clock).Seal(spec));
        }
        catch (ProblemException failure)
        {
            context.Say($"not sealed: {string.Join("; ", failure.Problems)}");
        }
    }

    private static void WriteWhole(CliContext context, OutputGuard outputs, Output output, bool complete, Func<string> text)
    {
        // One with holes never replaces one without.
        if (complete)
        {
            outputs.Write(output, text());
            context.Say($"{output.Kind.Name} written to {output.Path}");
        }
        else
        {
            context.Say($"{output.Path} is left as it was, for the table is not complete");
        }
    }
}
