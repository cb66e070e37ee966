using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Experiments.Monitoring;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam status [SPEC]</c>: what was done and is going on, from the store alone.</summary>
internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        var spec = new Argument<string?>("SPEC") { Description = "an experiment's YAML file; all experiments without it", Arity = ArgumentArity.ZeroOrOne };
        var store = new StoreOption(hasSpec: true);
        var only = SharedOptions.Only();
        var json = SharedOptions.Json();
        var verb = new Command("status", "show what was done and is going on") { spec, only, store, json };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(spec) is null && result.GetResult(only) is { Implicit: false })
            {
                result.AddError("--only is a part of a spec's matrix: name the spec");
            }
        });
        verb.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(spec) is { } path ? SharedOptions.ReadSpec(context, path, [], parsed.GetRequiredValue(only)) : null;
            using var opened = store.OpenIfThere(context, parsed, chosen);
            if (opened is null)
            {
                context.Say($"there is no store in {store.Folder(context, parsed, chosen)} yet");
                return ExitCodes.Ok;
            }

            Print(context, opened, chosen, parsed.GetValue(json));
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void Print(CliContext context, ExperimentStore store, ExperimentSpec? chosen, bool json)
    {
        var names = chosen is null ? store.Experiments.Names() : store.Experiments.Names().Where(name => name == chosen.Name).ToList();
        var adopted = chosen is null ? store.Adopted.All().Count : 0;
        if (adopted > 0)
        {
            context.Say(FormattableString.Invariant($"runs that were made elsewhere: {adopted} ('lcam runs' lists them)"));
        }

        if (names.Count == 0 && adopted > 0 && !json)
        {
            return;
        }

        if (names.Count == 0 && adopted == 0)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                chosen?.File ?? "", chosen is null ? "the store is empty" : $"the store has no experiment '{chosen.Name}'", "'lcam run SPEC' adds one"));
        }

        var monitor = new SweepMonitor(store, context.FileSystem, context.Clock);
        var sweeps = names.Select(name => monitor.Look(name, all: json, chosen is null ? null : ChosenCells.Labels(chosen))).ToList();
        if (json)
        {
            PrintJson(context, store, sweeps);
            return;
        }

        var rows = sweeps.SelectMany(sweep => sweep.Stages.Select(stage => (sweep.Experiment, Stage: stage))).ToList();
        var labels = store.Labels.Of([.. rows.Select(row => row.Stage.Run?.Id).OfType<string>()]);
        var table = new TextTable("state", "run", "time", "experiment", "stage");
        foreach (var (experiment, stage) in rows)
        {
            var time = stage.Run is { } run ? StageProgress.Duration(TimeSpan.FromSeconds(run.Seconds)) : "";
            var said = stage.Run is { } labelled && labels.TryGetValue(labelled.Id, out var known) ? $"  [{known.Text}]" : "";
            table.Add(stage.State, stage.Run?.Id ?? "", time, experiment, stage.Stage.Label + said);
        }

        context.Out.Write(table.Render());
        if (sweeps.Sum(sweep => sweep.Count) - rows.Count is > 0 and var unlisted)
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({unlisted} that are done or planned are not listed; --json lists all)"));
        }

        context.Out.WriteLine();
        foreach (var sweep in sweeps.Where(sweep => sweep.Running.Count > 0))
        {
            foreach (var activity in sweep.Running)
            {
                context.Out.WriteLine($"running: {activity.Label}: {ActivityText.Of(activity)}");
            }

            context.Out.WriteLine(sweep.Left is { } left ? $"{sweep.Experiment}: about {StageProgress.Duration(left)} left" : $"{sweep.Experiment}: the time left is not known yet");
        }

        context.Out.WriteLine(ActivityText.Counts(sweeps));
    }

    private static void PrintJson(CliContext context, ExperimentStore store, IReadOnlyList<SweepStatus> sweeps) => ResultJson.Print(context, sweeps.SelectMany(sweep =>
    {
        var labels = store.Labels.Of([.. sweep.Stages.Select(stage => stage.Run?.Id).OfType<string>()]);
        var running = sweep.Running.ToDictionary(activity => activity.Run.Id);
        return sweep.Stages.Select(stage => new
        {
            sweep.Experiment,
            stage.Stage.Key,
            stage.Stage.Kind,
            stage.Stage.Label,
            stage.Run,
            Labels = stage.Run is { } labelled ? labels.GetValueOrDefault(labelled.Id) : null,
            Progress = stage.Run is { } run && running.TryGetValue(run.Id, out var activity)
                ? new
                {
                    activity.Journal.Unit,
                    activity.Journal.Done,
                    activity.Journal.Total,
                    Loss = activity.Journal.Losses.Count == 0 ? null : (double?)activity.Journal.Losses[^1],
                    activity.ImagesPerSecond,
                    SecondsLeft = activity.Left?.TotalSeconds,
                    SweepSecondsLeft = sweep.Left?.TotalSeconds,
                }
                : null,
        });
    }));
}
