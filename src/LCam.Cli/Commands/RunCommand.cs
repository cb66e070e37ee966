using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Planning;
using LCam.Experiments.Resilience;
using LCam.Experiments.Results;
using LCam.Experiments.Running;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Native;
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
        var store = SharedOptions.Store();
        var device = SharedOptions.Device();
        var threads = SharedOptions.Threads();
        var failFast = new Option<bool>("--fail-fast") { Description = "start nothing more after the first failure" };
        var keepGoing = new Option<bool>("--keep-going") { Description = "after a failure, go on with what does not need the failed stage (the default)" };
        var json = SharedOptions.Json();
        var engines = new EngineOptionGroup();
        var verb = new Command(name, description) { spec, set, store, device, threads, failFast, keepGoing, json };
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
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var choice = engines.Read(parsed);
            var settings = new ExecutionSettings(Devices.Resolve(parsed.GetRequiredValue(device)), SharedOptions.ThreadCount(parsed.GetValue(threads), choice.Jobs));
            var passing = new PassingFaults(context.Say);
            var faults = TransientFaults.Pipeline(passing.Add, context.Clock);
            using var opened = ExperimentStore.Open(SharedOptions.StoreFolder(context, parsed.GetValue(store), experiment), context.Clock, faults);
            var runner = new ExperimentRunner(opened, context.FileSystem, context.Programs, context.Clock, settings, HostIdentity.Current(), faults, passing);
            var options = new RunOptions(parsed.GetValue(failFast), retryFailed);
            return Run(context, experiment, opened, runner, options, choice, parsed.GetValue(json));
        });
        return verb;
    }

    private static int Run(CliContext context, ExperimentSpec spec, ExperimentStore store, ExperimentRunner runner, RunOptions options, EngineChoice choice, bool json)
    {
        var plan = runner.Plan(spec, context.Cancellation);
        if (IsDone(plan))
        {
            plan = runner.Claim(plan);
        }

        RunSummary summary;
        if (IsDone(plan))
        {
            context.Say($"nothing to do: all {plan.Stages.Count} stages of {spec.Name} are done");
            summary = new RunSummary(plan.Stages.Count, 0, 0, 0, 0);
        }
        else
        {
            using var engine = choice.Create(context);
            TorchRuntime.Initialize();
            summary = Execute(context, runner, plan, options, engine);
            Report(context, spec, summary);
        }

        WriteTable(context, spec, store, summary.Complete, json);
        return summary switch
        {
            { Complete: true } => ExitCodes.Ok,
            _ when WasStopped(context, summary) => ExitCodes.Interrupted,
            _ => ExitCodes.StagesFailed,
        };
    }

    private static bool IsDone(ExperimentPlan plan) => plan.Problems.Count == 0 && plan.Stages.All(stage => stage.State == PlanState.Cached);

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

    private static void WriteTable(CliContext context, ExperimentSpec spec, ExperimentStore store, bool complete, bool json)
    {
        var table = ExperimentTables.Build(spec, store);
        var format = json ? TableFormats.All.First(candidate => candidate.Id == "json") : TableFormats.Default;
        context.Out.Write(table.Render(format));
        WriteWhole(context, "table", spec.Table, complete, () => table.Render(TableFormats.Default));
        foreach (var named in spec.Tables)
        {
            WriteWhole(context, "table", named.Output, complete, () => ExperimentTables.Build(spec, named.Name, store).Render(TableFormats.Default));
        }

        if (complete)
        {
            Seal(context, spec, store);
        }

        if (table is SanityTable sanity)
        {
            WriteWhole(context, "plot", spec.Plot, complete, () => SanityPlot.Render(sanity));
        }
    }

    // The numbers stand, sealed or not.
    private static void Seal(CliContext context, ExperimentSpec spec, ExperimentStore store)
    {
        try
        {
            new ExperimentSealer(store, context.FileSystem, context.Clock).Seal(spec);
        }
        catch (ProblemException failure)
        {
            context.Say($"not sealed: {string.Join("; ", failure.Problems)}");
        }
    }

    private static void WriteWhole(CliContext context, string what, SpecPath? file, bool complete, Func<string> text)
    {
        if (file?.Resolved is not { } path)
        {
            return;
        }

        // One with holes never replaces one without.
        if (complete)
        {
            WholeFile.Write(path, text());
            context.Say($"{what} written to {path}");
        }
        else
        {
            context.Say($"{path} is left as it was, for the table is not complete");
        }
    }
}
