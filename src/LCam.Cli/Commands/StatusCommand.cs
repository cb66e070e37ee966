using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
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
        var store = SharedOptions.Store();
        var json = SharedOptions.Json();
        var verb = new Command("status", "show what was done and is going on") { spec, store, json };
        verb.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(spec) is { } path ? SharedOptions.ReadSpec(context, path, []) : null;
            var folder = SharedOptions.StoreFolder(context, parsed.GetValue(store), chosen);
            using var opened = ExperimentStore.OpenReadOnly(folder, context.Clock);
            if (opened is null)
            {
                context.Say($"there is no store in {folder} yet");
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
        if (names.Count == 0)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                chosen?.File ?? "", chosen is null ? "the store is empty" : $"the store has no experiment '{chosen.Name}'", "'lcam run SPEC' adds one"));
        }

        var rows = names.SelectMany(name => Stages(store, name).Select(stage => (Experiment: name, Stage: stage))).ToList();
        var latest = store.Runs.Latest([.. rows.Select(row => row.Stage.Key).Distinct()]);
        if (json)
        {
            ResultJson.Print(context, rows.Select(row => new
            {
                row.Experiment,
                row.Stage.Key,
                row.Stage.Kind,
                row.Stage.Label,
                Run = latest.GetValueOrDefault(row.Stage.Key),
            }));
            return;
        }

        var table = new TextTable("state", "run", "time", "experiment", "stage");
        foreach (var (experiment, stage) in rows)
        {
            var run = latest.GetValueOrDefault(stage.Key);
            var time = run is null ? "" : StageProgress.Duration(TimeSpan.FromSeconds(run.Seconds));
            table.Add(run?.State.ToString().ToLowerInvariant() ?? "planned", run?.Id ?? "", time, experiment, stage.Label);
        }

        context.Out.Write(table.Render());
        context.Out.WriteLine();
        context.Out.WriteLine(string.Join(", ", rows
            .GroupBy(row => latest.GetValueOrDefault(row.Stage.Key)?.State.ToString().ToLowerInvariant() ?? "planned")
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"))));
    }

    private static IEnumerable<StageRecord> Stages(ExperimentStore store, string experiment)
    {
        var cells = store.Experiments.CurrentCells(experiment);
        var keys = cells.SelectMany(cell => new[] { cell.ClassifierKey, cell.TrainKey, cell.EvaluateKey }).OfType<string>().Distinct().ToList();
        var stages = store.Experiments.Stages(keys);
        return keys.Select(key => stages[key]).OrderBy(stage => Array.IndexOf(["classifier", "train", "evaluate"], stage.Kind));
    }
}
