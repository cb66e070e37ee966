using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Outputs;
using LCam.Experiments.Results;
using LCam.Experiments.Results.Checking;
using LCam.Files;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam table SPEC</c>: the experiment's table, from the store alone.</summary>
internal static class TableCommand
{
    private const long MaximumTable = 256 << 20;

    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var only = SharedOptions.Only();
        var store = new StoreOption(hasSpec: true);
        var format = new Option<string>("--format")
        {
            Description = string.Join(", ", TableFormats.All.Select(known => known.Id)),
            DefaultValueFactory = _ => TableFormats.Default.Id,
        };
        format.AcceptOnlyFromAmong([.. TableFormats.All.Select(known => known.Id)]);
        var name = new Option<string?>("--table") { Description = "one of the spec's named tables instead of the paper's" };
        var output = new Option<string?>("--output") { Description = "write to a file instead" };
        var check = new Option<string?>("--check") { Description = $"compare with a file; a difference exits {ExitCodes.Differs}" };
        var tolerance = new Option<string[]>("--tolerance")
        {
            Description = "with --check: what each value may differ by, as 2 (points), 5% (of the value) or interval (inside the file's), and for one measure as average-drop=2; may be repeated",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var plot = new Option<string?>("--plot") { Description = "also draw a sanity check's curves into this SVG file" };
        var force = SharedOptions.Force();
        var recompute = new Option<bool>("--recompute") { Description = "from per-image scores alone; kept summaries are not looked at" };
        var verb = new Command("table", "print an experiment's table from the store") { spec, set, only, store, name, format, output, check, tolerance, plot, force, recompute };
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set), parsed.GetRequiredValue(only));
            var folder = store.Folder(context, parsed, experiment);
            var guard = new OutputGuard(parsed.GetValue(force)).ProtectInputs(experiment, folder)
                .Protect("what --check compares with", parsed.GetValue(check))
                .Add("--output", parsed.GetValue(output), OutputKinds.Table)
                .Add("--plot", parsed.GetValue(plot), OutputKinds.Plot);
            var tolerances = Tolerances(parsed.GetRequiredValue(tolerance), parsed.GetValue(check));
            guard.Check();
            using var opened = store.OpenIfThere(context, parsed, experiment);
            var table = parsed.GetValue(name) is { } named
                ? ExperimentTables.Build(experiment, named, opened, parsed.GetValue(recompute))
                : ExperimentTables.Build(experiment, opened, parsed.GetValue(recompute));
            foreach (var unmatched in (table as PivotTable)?.Unmatched ?? [])
            {
                context.Say($"lcam: {unmatched}");
            }

            if (Of(guard, OutputKinds.Plot) is { } drawing)
            {
                guard.Write(drawing, SanityPlot.Render(table as SanityTable ?? throw NoPlot(experiment.File)));
                context.Say($"plot written to {drawing.Path}");
            }

            var text = table.Render(TableFormats.All.First(known => known.Id == parsed.GetValue(format)));
            if (parsed.GetValue(check) is { } expected)
            {
                return tolerances is null ? Check(context, expected, text) : CheckCells(context, expected, text, parsed.GetRequiredValue(format), tolerances);
            }

            if (Of(guard, OutputKinds.Table) is { } file)
            {
                guard.Write(file, text);
                context.Say($"table written to {file.Path}");
            }
            else
            {
                context.Out.Write(text);
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    private static Output? Of(OutputGuard guard, OutputKind kind) => guard.Outputs.FirstOrDefault(output => output.Kind == kind);

    private static ProblemException NoPlot(string spec) => new(
        ProblemKind.InvalidInput, new Problem(spec, "only a sanity check has a plot", "leave out --plot"));

    // Without any, tables are compared as texts.
    private static TableTolerances? Tolerances(string[] given, string? check) =>
        given.Length == 0 ? null
        : check is null ? throw new ProblemException(ProblemKind.InvalidInput, new Problem(TableTolerances.Option, "there is nothing to compare with", "name a table with --check"))
        : TableTolerances.Parse(given);

    private static string Expected(string path) => File.Exists(path)
        ? DataFile.ReadText(path, MaximumTable)
        : throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such table to check against"));

    private static int Check(CliContext context, string path, string text)
    {
        var different = TextDifference.Between(Expected(path), text);
        if (different.Count == 0)
        {
            context.Say($"{path} is what the store gives");
            return ExitCodes.Ok;
        }

        foreach (var (line, expected, actual) in different)
        {
            context.Say(FormattableString.Invariant($"{path}:{line}: the file has   {expected ?? "(nothing)"}"));
            context.Say(FormattableString.Invariant($"{path}:{line}: the store gives {actual ?? "(nothing)"}"));
        }

        return ExitCodes.Differs;
    }

    private static int CheckCells(CliContext context, string path, string text, string format, TableTolerances tolerances)
    {
        var check = TableCheck.Of(path, Expected(path), text, format, tolerances);
        TableCheckText.Print(context, path, check);
        return check.IsWithin ? ExitCodes.Ok : ExitCodes.Differs;
    }
}
